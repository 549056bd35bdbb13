import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { accessWords } from '../words/access.js';
import { keyState } from './key-state.js';
import { NewKey } from './new-key.js';
import { RevokeKey } from './revoke-key.js';

const PAGE_SIZE = 20;
const TONES = { good: 'good', expired: 'warn', revoked: 'plain' } as const;

const moment = (at: string | null) => (at === null ? accessWords.never : <Time at={at} />);

const Row = ({ apiKey }: { apiKey: Schema<'Key'> }) => {
  const state = keyState(apiKey, new Date());
  return (
    <tr>
      <td>{apiKey.name}</td>
      <td>
        <code>{apiKey.prefix}…</code>
      </td>
      <td>{apiKey.scopes.join(', ')}</td>
      <td>{moment(apiKey.created_at)}</td>
      <td>{moment(apiKey.last_used_at)}</td>
      <td>{moment(apiKey.expires_at)}</td>
      <td>
        <Badge tone={TONES[state]}>{accessWords[state]}</Badge>
      </td>
      <td>
        <RevokeKey apiKey={apiKey} />
      </td>
    </tr>
  );
};

/** The keys by which programs get in; none of them is shown whole. */
export const KeysPanel = () => {
  const { page = 1 } = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const query = useQuery({
    queryKey: ['keys', page],
    queryFn: ({ signal }) =>
      read(api.GET('/keys', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={accessWords.keys} query={query} actions={<NewKey />}>
      {({ total, data }) => (
        <>
          {total === 0 ? (
            <p>{accessWords.keysNone}</p>
          ) : (
            <Table label={accessWords.keys} columns={Object.values(accessWords.columns)}>
              {data.map((key) => (
                <Row key={key.id} apiKey={key} />
              ))}
            </Table>
          )}
          <Pager
            label={accessWords.keys}
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
