import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { useSession, whyNot } from '../session/session.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copyable.js';
import { Empty } from '../ui/empty.js';
import { Facts } from '../ui/facts.js';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { listWords } from '../words/list.js';
import { deliveriesWords as words, subscriptionsWords } from '../words/subscriptions.js';
import { DeliveryRequest } from './delivery-request.js';
import { lookAgainIn, TONES } from './delivery-state.js';
import { DeliveryTries } from './delivery-tries.js';
import styles from './subscriptions.module.css';
import { useEndpoint, useEndpointChange } from './use-endpoint.js';

type Details = Schema<'DeliveryDetails'>;

const { facts } = words;

const About = ({ delivery }: { delivery: Details }) => {
  const { data: endpoint } = useEndpoint(delivery.subscription_id);
  return (
    <div class={styles.facts}>
      <Facts
        facts={[
          [
            facts.endpoint,
            <Link to="/subscriptions/$endpoint" params={{ endpoint: delivery.subscription_id }}>
              {endpoint?.url ?? delivery.subscription_id}
            </Link>,
          ],
          [facts.made, <Time at={delivery.created_at} />],
          [facts.due, delivery.due_at === null ? listWords.none : <Time at={delivery.due_at} />],
          [
            facts.call,
            delivery.call_id === null ? (
              listWords.none
            ) : (
              <Link to="/calls/$call" params={{ call: delivery.call_id }}>
                {words.callLink}
              </Link>
            ),
          ],
          [facts.webhookId, <Copyable text={delivery.event_id} what={words.webhookId} />],
        ]}
      />
    </div>
  );
};

const Lead = ({ delivery: { status, subscription_id: endpoint } }: { delivery: Details }) => (
  <span class={styles.standing}>
    <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
    <Link to="/subscriptions/$endpoint" params={{ endpoint }}>
      {words.toEndpoint}
    </Link>
  </span>
);

/** Sends it again, unless its endpoint is disabled or nothing is left to send. */
const Replay = ({ delivery }: { delivery: Details }) => {
  const mayNot = whyNot(useSession(), 'subscriptions:write');
  const { data: endpoint } = useEndpoint(delivery.subscription_id);
  const { mutate, error, isSuccess } = useEndpointChange(() =>
    read(api.POST('/deliveries/{delivery_id}/replay', { params: { path: { delivery_id: delivery.id } } })),
  );
  const cannot =
    (delivery.request === null ? words.forgotten : null) ??
    (endpoint?.enabled === false ? subscriptionsWords.isDisabled : null);
  return (
    <div class={styles.actions}>
      <div class={styles.buttons}>
        {isSuccess && <span role="status">{words.replayed}</span>}
        <Button kind="primary" whyNot={mayNot ?? cannot} onClick={() => mutate(undefined)}>
          {words.replay}
        </Button>
      </div>
      <ProblemNote error={error} />
    </div>
  );
};

const Known = ({ id }: { id: string }) => {
  const query = useQuery({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) =>
      read(api.GET('/deliveries/{delivery_id}', { params: { path: { delivery_id: id } }, signal })),
    refetchInterval: ({ state }) => lookAgainIn(state.data),
  });
  const { data, error } = query;
  if (!data && error instanceof ApiProblem && error.status === 404)
    return (
      <Empty title={subscriptionsWords.noDelivery} role="alert">
        <p>{error.message}</p>
        <Link to="/subscriptions">{subscriptionsWords.toList}</Link>
      </Empty>
    );
  return (
    <Page
      title={data?.type ?? words.about}
      lead={data && <Lead delivery={data} />}
      actions={data && <Replay delivery={data} />}
    >
      <Panel title={words.about} query={query}>
        {(delivery) => <About delivery={delivery} />}
      </Panel>
      <div class={styles.columns}>
        <Panel title={words.tried} query={query}>
          {({ tries }) => <DeliveryTries tries={tries} />}
        </Panel>
        <Panel title={words.request} query={query}>
          {({ request }) => <DeliveryRequest request={request} />}
        </Panel>
      </div>
    </Page>
  );
};

/** One delivery: what is sent, and what came of each try. */
export const DeliveryPage = () => {
  const { delivery: id } = useParams({ from: '/subscriptions/deliveries/$delivery' });
  const mayRead = whyNot(useSession(), 'subscriptions:read') === null;
  if (mayRead) return <Known key={id} id={id} />;
  return (
    <Page title={words.about}>
      <ForScope scope="subscriptions:read">{null}</ForScope>
    </Page>
  );
};
