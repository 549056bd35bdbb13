import { Link, useParams } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.js';
import { useSession, whyNot } from '../session/session.js';
import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import { Empty } from '../ui/empty.js';
import { Facts } from '../ui/facts.js';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { shellWords } from '../words/shell.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { DeliveriesPanel } from './deliveries-panel.js';
import { EndpointActions } from './endpoint-actions.js';
import { type Endpoint, stateOf } from './endpoint-state.js';
import { EndpointTrouble } from './endpoint-trouble.js';
import styles from './subscriptions.module.css';
import { useEndpoint } from './use-endpoint.js';

const { facts } = words;

const About = ({ endpoint }: { endpoint: Endpoint }) => (
  <div class={styles.facts}>
    <Facts
      facts={[
        ...(endpoint.description === null ? [] : [[facts.description, endpoint.description] as const]),
        [
          facts.types,
          <span class={styles.types}>
            {endpoint.types.map((type) => (
              <code key={type}>{type}</code>
            ))}
          </span>,
        ],
        [facts.succeeded, endpoint.succeeded_at === null ? words.never : <Time at={endpoint.succeeded_at} />],
        ...(endpoint.old_secret_until === null
          ? []
          : [[facts.oldSecret, <Time at={endpoint.old_secret_until} />] as const]),
        [facts.made, <Time at={endpoint.created_at} />],
        [facts.id, <Copyable text={endpoint.id} what={words.id} />],
      ]}
    />
  </div>
);

const Lead = ({ endpoint }: { endpoint: Endpoint | undefined }) => (
  <span class={styles.standing}>
    {endpoint && <Badge tone={stateOf(endpoint).tone}>{stateOf(endpoint).text}</Badge>}
    <Link to="/subscriptions">{words.toList}</Link>
  </span>
);

const Known = ({ id }: { id: string }) => {
  const query = useEndpoint(id);
  const { data, error } = query;
  if (!data && error instanceof ApiProblem && error.status === 404)
    return (
      <Empty title={words.noEndpoint} role="alert">
        <p>{error.message}</p>
        <Link to="/subscriptions">{words.toList}</Link>
      </Empty>
    );
  return (
    <Page
      title={data?.url ?? shellWords.nav.subscriptions}
      lead={<Lead endpoint={data} />}
      actions={data && <EndpointActions endpoint={data} />}
    >
      {data && <EndpointTrouble endpoint={data} />}
      <Panel title={words.about} query={query}>
        {(endpoint) => <About endpoint={endpoint} />}
      </Panel>
      {data && <DeliveriesPanel endpoint={data} />}
    </Page>
  );
};

/** One endpoint: how it is, what can be done with it, and what it was sent. */
export const EndpointPage = () => {
  const { endpoint: id } = useParams({ from: '/subscriptions/$endpoint' });
  const mayRead = whyNot(useSession(), 'subscriptions:read') === null;
  if (mayRead) return <Known key={id} id={id} />;
  return (
    <Page title={shellWords.nav.subscriptions}>
      <ForScope scope="subscriptions:read">{null}</ForScope>
    </Page>
  );
};
