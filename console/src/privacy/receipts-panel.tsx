import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import forms from '../ui/form.module.css';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { privacyWords as words } from '../words/privacy.js';
import { type Erasure, erasedIn, TONES } from './erasure-state.js';
import styles from './privacy.module.css';

const PAGE_SIZE = 10;
const REFRESH_MS = 10_000;

const Row = ({ erasure }: { erasure: Erasure }) => (
  <li class={styles.receipt}>
    <span>
      <Badge tone={TONES[erasure.status]}>{words.statuses[erasure.status]}</Badge>
    </span>
    <Link to="/data/erasures/$erasure" params={{ erasure: erasure.id }}>
      {words.kinds[erasure.kind]}
    </Link>
    <Time at={erasure.requested_at} />
    <span>{words.erasedTotal(erasedIn(erasure))}</span>
  </li>
);

/** Who was, or is being, erased: nobody is named. */
export const ReceiptsPanel = () => {
  const { receipts: page = 1 } = useSearch({ from: '/data' });
  const navigate = useNavigate({ from: '/data' });
  const query = useQuery({
    queryKey: ['erasures', page],
    queryFn: ({ signal }) =>
      read(api.GET('/privacy/erasures', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Panel title={words.receipts} query={query}>
      {({ data, total }) => (
        <>
          <p class={forms.note}>{total === 0 ? words.receiptsNone : words.receiptsText}</p>
          <ul class={styles.list}>
            {data.map((each) => (
              <Row key={each.id} erasure={each} />
            ))}
          </ul>
          <Pager
            label={words.receipts}
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(to) =>
              void navigate({ search: (now) => ({ ...now, receipts: to > 1 ? to : undefined }) })
            }
          />
        </>
      )}
    </Panel>
  );
};
