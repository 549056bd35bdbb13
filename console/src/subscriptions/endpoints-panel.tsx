import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { Badge, type Tone } from '../ui/badge.js';
import { Panel } from '../ui/panel.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { EndpointActions } from './endpoint-actions.js';
import { NewEndpoint } from './new-endpoint.js';

type Endpoint = Schema<'Subscription'>;

const REFRESH_MS = 5_000;

const stateOf = ({ disabled_for: why, failures }: Endpoint): { tone: Tone; text: string } => {
  if (why !== null) return { tone: why === 'request' ? 'plain' : 'bad', text: words.disabledFor[why] };
  return failures > 0
    ? { tone: 'warn', text: words.failing(failures) }
    : { tone: 'good', text: words.enabled };
};

const Row = ({ endpoint }: { endpoint: Endpoint }) => {
  const { tone, text } = stateOf(endpoint);
  return (
    <tr>
      <td>
        <code>{endpoint.url}</code>
        {endpoint.description !== null && <div>{endpoint.description}</div>}
      </td>
      <td>{endpoint.types.join(', ')}</td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td>{endpoint.succeeded_at === null ? words.never : <Time at={endpoint.succeeded_at} />}</td>
      <td>
        <Link to="/subscriptions" search={{ endpoint: endpoint.id }} aria-label={words.showOf(endpoint.url)}>
          {words.show}
        </Link>
      </td>
      <td>
        <EndpointActions endpoint={endpoint} />
      </td>
    </tr>
  );
};

/** All endpoints, with how they answer. */
export const EndpointsPanel = () => {
  const query = useQuery({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => read(api.GET('/subscriptions', { signal })),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Panel title={words.endpoints} query={query} actions={<NewEndpoint />}>
      {({ data }) =>
        data.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <Table label={words.endpoints} columns={Object.values(words.columns)}>
            {data.map((each) => (
              <Row key={each.id} endpoint={each} />
            ))}
          </Table>
        )
      }
    </Panel>
  );
};
