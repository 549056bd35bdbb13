import { useQuery } from '@tanstack/react-query';
import { api, read, type Schema } from '../api/client.js';
import { Facts } from '../ui/facts.js';
import forms from '../ui/form.module.css';
import { Panel } from '../ui/panel.js';
import { NumberCell, Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { operationWords } from '../words/operation.js';

const { webhooks: words } = operationWords;
/** What other instances count is told once a minute. */
const LOOK_EVERY_MS = 30_000;

const KIND_COLUMNS = [
  words.kind,
  ...([words.received, words.accepted, words.refused, words.failed] as const).map((head) => ({
    head,
    isNumber: true as const,
  })),
];
const REFUSAL_COLUMNS = [
  words.reason,
  words.meaning,
  { head: words.count, isNumber: true },
  words.last,
] as const;

type Summary = Schema<'WebhookSummary'>;

const Kinds = ({ kinds }: { kinds: Summary['kinds'] }) => (
  <Table label={words.title} columns={KIND_COLUMNS}>
    {kinds.map((kind) => (
      <tr key={kind.kind}>
        <td>{words.kinds[kind.kind]}</td>
        <NumberCell>{kind.received}</NumberCell>
        <NumberCell>{kind.accepted}</NumberCell>
        <NumberCell>{kind.refused}</NumberCell>
        <NumberCell>{kind.failed}</NumberCell>
      </tr>
    ))}
  </Table>
);

const Refusals = ({ refusals }: { refusals: Summary['refusals'] }) => (
  <>
    <h3>{words.refusals}</h3>
    <Table label={words.refusals} columns={REFUSAL_COLUMNS}>
      {refusals.map(({ reason, meaning, count, last_at }) => (
        <tr key={reason}>
          <td>
            <code>{reason}</code>
          </td>
          <td>{meaning}</td>
          <NumberCell>{count}</NumberCell>
          <td>
            <Time at={last_at} />
          </td>
        </tr>
      ))}
    </Table>
  </>
);

/** What came from Twilio, or from whoever says so, and why some of it was refused. */
export const WebhooksPanel = () => {
  const query = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => read(api.GET('/webhooks/summary', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Panel title={words.title} query={query}>
      {({ kinds, refusals, ...sums }) => (
        <>
          <Facts
            facts={[
              [words.received, sums.received],
              [words.accepted, sums.accepted],
              [words.refused, sums.refused],
              [words.failed, sums.failed],
            ]}
          />
          {kinds.length === 0 ? <p>{words.none}</p> : <Kinds kinds={kinds} />}
          {refusals.length > 0 && <Refusals refusals={refusals} />}
          <p class={forms.note}>{words.lastDay}</p>
        </>
      )}
    </Panel>
  );
};
