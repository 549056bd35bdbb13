import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { Panel } from '../ui/panel.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { listWords } from '../words/list.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { DeliveryDetails } from './delivery-details.js';
import { subscriptionsSearch } from './subscriptions-search.js';

type Delivery = Schema<'Delivery'>;

const PAGE_SIZE = 20;
const REFRESH_MS = 5_000;
const TONES = { pending: 'busy', delivered: 'good', dead: 'bad' } as const;

const lastAnswer = ({ tries }: Delivery): string => {
  const last = tries.at(-1);
  return String(last?.status ?? last?.error ?? listWords.none);
};

const Row = ({ delivery }: { delivery: Delivery }) => {
  const client = useQueryClient();
  const reason = whyNot(useSession(), 'subscriptions:write');
  const { mutate, error } = useChange({
    mutationFn: () =>
      read(api.POST('/deliveries/{delivery_id}/replay', { params: { path: { delivery_id: delivery.id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <tr>
      <td>
        <Time at={delivery.created_at} />
      </td>
      <td>
        <code>{delivery.type}</code>
      </td>
      <td>
        <Badge tone={TONES[delivery.status]}>{words.statuses[delivery.status]}</Badge>
      </td>
      <td>{delivery.tries.length}</td>
      <td>{lastAnswer(delivery)}</td>
      <td>{delivery.due_at === null ? listWords.none : <Time at={delivery.due_at} />}</td>
      <td>
        <div class={forms.buttons}>
          <DeliveryDetails delivery={delivery} />
          <Button
            size="small"
            whyNot={reason}
            aria-label={words.replayOf(delivery.type)}
            onClick={() => mutate()}
          >
            {words.replay}
          </Button>
        </div>
        <ProblemNote error={error} />
      </td>
    </tr>
  );
};

/** What the endpoint that the address names was sent, newest first. */
export const DeliveriesPanel = () => {
  const { endpoint, status, cursor } = useSearch({ from: '/subscriptions' });
  return endpoint === undefined ? null : (
    <DeliveriesOf key={endpoint} endpoint={endpoint} status={status} cursor={cursor} />
  );
};

interface Props {
  endpoint: string;
  status: Delivery['status'] | undefined;
  cursor: string | undefined;
}

const DeliveriesOf = ({ endpoint, status, cursor }: Props) => {
  const navigate = useNavigate({ from: '/subscriptions' });
  const asked = {
    page_size: PAGE_SIZE,
    ...(status !== undefined && { status }),
    ...(cursor !== undefined && { cursor }),
  };
  const query = useQuery({
    queryKey: ['deliveries', endpoint, status, cursor],
    queryFn: ({ signal }) =>
      read(
        api.GET('/subscriptions/{subscription_id}/deliveries', {
          params: { path: { subscription_id: endpoint }, query: asked },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    ...(cursor === undefined && { refetchInterval: REFRESH_MS }),
  });
  const goTo = (search: Record<string, unknown>): void =>
    void navigate({ search: subscriptionsSearch({ endpoint, ...search }) });
  return (
    <Panel title={words.deliveries} query={query}>
      {({ data, next_cursor: next }) => (
        <>
          <Field label={words.status}>
            {(control) => (
              <select
                {...control}
                value={status ?? ''}
                onChange={({ currentTarget }) => goTo({ status: currentTarget.value })}
              >
                <option value="">{words.all}</option>
                {Object.entries(words.statuses).map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {data.length === 0 ? (
            <p>{words.deliveriesNone}</p>
          ) : (
            <Table label={words.deliveries} columns={Object.values(words.deliveryColumns)}>
              {data.map((each) => (
                <Row key={each.id} delivery={each} />
              ))}
            </Table>
          )}
          <div class={forms.buttons}>
            {cursor !== undefined && (
              <Button size="small" onClick={() => goTo({ status })}>
                {words.fresh}
              </Button>
            )}
            <Button
              size="small"
              whyNot={next === null ? listWords.isLast : null}
              onClick={() => goTo({ status, cursor: next })}
            >
              {words.more}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
};
