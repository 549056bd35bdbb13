import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { Panel } from '../ui/panel.js';
import { NumberCell, Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { ERASED } from '../words/call-states.js';
import { listWords } from '../words/list.js';
import { usersWords } from '../words/users.js';

const { callColumns } = usersWords;
const COLUMNS = [
  callColumns.to,
  callColumns.status,
  callColumns.made,
  { head: callColumns.duration, isNumber: true },
] as const;

const Calls = ({ calls }: { calls: Schema<'CallList'>['data'] }) => (
  <Table label={usersWords.calls} columns={COLUMNS}>
    {calls.map((call) => (
      <tr key={call.call_id}>
        <td>
          <Link to="/calls/$call" params={{ call: call.call_id }}>
            {call.to_number || ERASED}
          </Link>
        </td>
        <td>{call.status}</td>
        <td>
          <Time at={call.created_at} />
        </td>
        <NumberCell>{call.duration ?? listWords.none}</NumberCell>
      </tr>
    ))}
  </Table>
);

/** The last calls of a user, and the way to all of them. */
export const UserCalls = ({ userId }: { userId: string }) => {
  const query = useQuery({
    queryKey: ['users', userId, 'calls'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/users/{user_id}/calls', {
          params: { path: { user_id: userId }, query: { page_size: 10 } },
          signal,
        }),
      ),
  });
  return (
    <Panel
      title={usersWords.calls}
      query={query}
      actions={
        <Link to="/calls" search={{ user: userId }}>
          {usersWords.allCalls}
        </Link>
      }
    >
      {({ data }) => (data.length > 0 ? <Calls calls={data} /> : <p>{usersWords.callsNone}</p>)}
    </Panel>
  );
};
