import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { LiftHold } from '../holds/lift-hold.js';
import { PutHold } from '../holds/put-hold.js';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { dataWords as words } from '../words/data.js';
import { holdsWords } from '../words/holds.js';
import styles from './data.module.css';

const PAGE_SIZE = 10;

/** The calls of which nothing is deleted, and why. */
export const HoldsPanel = () => {
  const { page = 1 } = useSearch({ from: '/data' });
  const navigate = useNavigate({ from: '/data' });
  const query = useQuery({
    queryKey: ['holds', page],
    queryFn: ({ signal }) =>
      read(api.GET('/retention/holds', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={words.holds} query={query} actions={<PutHold />}>
      {({ data, total }) => (
        <>
          {total === 0 && <p class={styles.quiet}>{words.holdsNone}</p>}
          <ul class={styles.list}>
            {data.map(({ call_id: call, reason, since }) => (
              <li key={call} class={styles.hold}>
                <span>
                  <span>{reason}</span>
                  <span class={styles.quiet}>
                    {holdsWords.isHeld} <Time at={since} />
                  </span>
                </span>
                <Link to="/calls/$call" params={{ call }} class={styles.id}>
                  {call}
                </Link>
                <LiftHold call={call} />
              </li>
            ))}
          </ul>
          <Pager
            label={words.holds}
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(to) => void navigate({ search: (now) => ({ ...now, page: to > 1 ? to : undefined }) })}
          />
        </>
      )}
    </Panel>
  );
};
