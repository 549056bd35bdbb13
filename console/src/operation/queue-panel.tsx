import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { NumberCell, Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { ERASED, WAITS_FOR } from '../words/call-states.js';
import { operationWords } from '../words/operation.js';
import { LOOK_EVERY_MS } from './look-every.js';

type QueuePage = Schema<'QueuePage'>;

const PAGE_SIZE = 10;
const { columns } = operationWords;
const COLUMNS = [
  columns.to,
  columns.user,
  columns.waitsFor,
  columns.until,
  { head: columns.priority, isNumber: true },
  { head: columns.attempts, isNumber: true },
  columns.created,
  columns.expires,
] as const;

const Queue = ({ data }: { data: QueuePage['data'] }) => (
  <Table label={operationWords.queue} columns={COLUMNS}>
    {data.map((call) => (
      <tr key={call.call_id}>
        <td>
          <Link to="/calls/$call" params={{ call: call.call_id }}>
            {call.to_number || ERASED}
          </Link>
        </td>
        <td>{call.user_external_id}</td>
        <td>{WAITS_FOR[call.waiting.for]}</td>
        <td>{call.waiting.until ? <Time at={call.waiting.until} /> : operationWords.due}</td>
        <NumberCell>{call.priority}</NumberCell>
        <NumberCell>{call.attempts}</NumberCell>
        <td>
          <Time at={call.created_at} />
        </td>
        <td>{call.expires_at ? <Time at={call.expires_at} /> : operationWords.never}</td>
      </tr>
    ))}
  </Table>
);

/** The calls that wait, by when they are due, each with what it waits for. */
export const QueuePanel = () => {
  const { page = 1 } = useSearch({ from: '/operation' });
  const navigate = useNavigate({ from: '/operation' });
  const query = useQuery({
    queryKey: ['queue', page],
    queryFn: ({ signal }) =>
      read(api.GET('/queue', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Panel title={operationWords.queue} query={query}>
      {({ total, data }) => (
        <>
          {total === 0 ? <p>{operationWords.queueEmpty}</p> : <Queue data={data} />}
          <Pager
            label={operationWords.queue}
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(to) => void navigate({ search: to > 1 ? { page: to } : {} })}
          />
        </>
      )}
    </Panel>
  );
};
