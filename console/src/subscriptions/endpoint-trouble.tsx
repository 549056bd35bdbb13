import { Time } from '../ui/time.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { type Endpoint, hasTrouble } from './endpoint-state.js';
import styles from './subscriptions.module.css';

const Disabled = ({ endpoint, why }: { endpoint: Endpoint; why: keyof typeof words.disabledFor }) => (
  <>
    <strong>
      {words.disabledFor[why].why}
      {endpoint.disabled_at !== null && (
        <>
          , <Time at={endpoint.disabled_at} />
        </>
      )}
      .
    </strong>{' '}
    {words.disabledFor[why].cure}
  </>
);

const Failing = ({
  endpoint: { failures, failing_since: since, paused_until: until },
}: {
  endpoint: Endpoint;
}) => (
  <>
    <strong>
      {words.failures(failures)}
      {since !== null && (
        <>
          {` ${words.since} `}
          <Time at={since} />
        </>
      )}
      .
    </strong>{' '}
    {until !== null && Date.parse(until) > Date.now() && (
      <>
        {words.pausedUntil} <Time at={until} />.{' '}
      </>
    )}
    {words.howToMend}
  </>
);

/** Why an endpoint is told of nothing, or does not take what it is told, and what to do. */
export const EndpointTrouble = ({ endpoint }: { endpoint: Endpoint }) => {
  if (!hasTrouble(endpoint)) return null;
  const { disabled_for: why } = endpoint;
  return (
    <p class={why === null || why === 'request' ? styles.notice : styles.alarm} role="status">
      {why === null ? <Failing endpoint={endpoint} /> : <Disabled endpoint={endpoint} why={why} />}
    </p>
  );
};
