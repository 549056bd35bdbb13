import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.js';
import { Time } from '../ui/time.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { type Endpoint, stateOf } from './endpoint-state.js';
import styles from './subscriptions.module.css';

/** How it answered lately, or why it is told of nothing. */
const Lately = ({ endpoint }: { endpoint: Endpoint }) => {
  const { disabled_for: why, disabled_at: disabledAt, failures, failing_since: since } = endpoint;
  if (why !== null)
    return (
      <>
        {words.disabledFor[why].why}
        {disabledAt !== null && (
          <>
            , <Time at={disabledAt} />
          </>
        )}
      </>
    );
  if (failures > 0)
    return (
      <>
        {words.failures(failures)}
        {since !== null && (
          <>
            {` ${words.since} `}
            <Time at={since} />
          </>
        )}
      </>
    );
  if (endpoint.succeeded_at === null) return <>{words.tookNone}</>;
  return (
    <>
      {words.took} <Time at={endpoint.succeeded_at} />
    </>
  );
};

/** One endpoint in the list, with the way to its page. */
export const EndpointRow = ({ endpoint }: { endpoint: Endpoint }) => {
  const { tone, text } = stateOf(endpoint);
  return (
    <li class={styles.endpoint}>
      <span class={styles.state}>
        <Badge tone={tone}>{text}</Badge>
      </span>
      <span class={styles.name}>
        <Link to="/subscriptions/$endpoint" params={{ endpoint: endpoint.id }} class={styles.url}>
          {endpoint.url}
        </Link>
        {endpoint.description !== null && <span class={styles.quiet}>{endpoint.description}</span>}
      </span>
      <span class={styles.types}>
        {endpoint.types.map((type) => (
          <code key={type}>{type}</code>
        ))}
      </span>
      <span class={styles.lately}>
        <Lately endpoint={endpoint} />
      </span>
    </li>
  );
};
