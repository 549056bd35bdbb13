import { useEffect, useState } from 'preact/hooks';
import { Badge, type Tone } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { phoneWords } from '../words/phone.js';
import { actOn, setTape } from './phone-api.js';
import type { PhoneState, TapedWebhook } from './phone-state.js';
import styles from './tape.module.css';
import { useAct } from './use-act.js';

const { tape: words } = phoneWords;
const HELD_ACTS = ['send', 'late', 'twice', 'lose'] as const;
const NEXTS = ['send', 'late', 'twice', 'lose'] as const;
const TONES: Readonly<Record<TapedWebhook['state'], Tone>> = {
  held: 'warn',
  waiting: 'busy',
  sent: 'good',
  lost: 'bad',
};

const toneOf = ({ state, answer }: TapedWebhook): Tone =>
  state === 'sent' && (answer?.status ?? 500) >= 400 ? 'bad' : TONES[state];

const nameOf = ({ kind, event }: TapedWebhook): string => (kind === event ? kind : `${kind} ${event}`);

const outcomeOf = ({ state, answer }: TapedWebhook): string => {
  if (!answer || state === 'held') return words.state(state);
  return answer.status === null ? (answer.failure ?? '') : words.answered(answer.status, answer.took_ms);
};

interface RowProps {
  webhook: TapedWebhook;
  whyNot: string | null;
  onAct: (act: string) => void;
}

const Row = ({ webhook, whyNot, onAct }: RowProps) => {
  const about = words.about(nameOf(webhook), webhook.to);
  const acts = webhook.state === 'held' ? HELD_ACTS : (['again'] as const);
  return (
    <li class={styles.item} data-state={webhook.state}>
      <div class={styles.line}>
        <Time at={webhook.at} />
        <strong>{nameOf(webhook)}</strong>
        <span class={styles.to}>{webhook.to}</span>
        <Badge tone={toneOf(webhook)}>{outcomeOf(webhook)}</Badge>
        {webhook.tries > 1 && <Badge>{words.tries(webhook.tries)}</Badge>}
        {webhook.faults
          .filter((fault) => fault !== 'again' && fault !== webhook.state)
          .map((fault, index) => (
            <Badge key={index} tone="warn">
              {fault}
            </Badge>
          ))}
      </div>
      <div class={styles.line}>
        <details>
          <summary>
            {words.signed} {webhook.signature && <code>{webhook.signature.slice(0, 10)}…</code>}
          </summary>
          <dl class={styles.fields}>
            <dt>{webhook.method}</dt>
            <dd>{webhook.url}</dd>
            <dt>X-Twilio-Signature</dt>
            <dd>{webhook.signature ?? words.hidden}</dd>
            {Object.entries(webhook.params).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
        <span class={styles.acts} role="group" aria-label={about}>
          {webhook.state !== 'waiting' &&
            acts.map((act) => (
              <Button key={act} size="small" whyNot={whyNot} onClick={() => onAct(act)}>
                {words.acts[act]}
              </Button>
            ))}
        </span>
      </div>
    </li>
  );
};

/** The webhooks in the order in which they come up, the newest first, and a hand on each. */
export const Tape = ({ state, whyNot }: { state: PhoneState; whyNot: string | null }) => {
  const { error, act } = useAct();
  const next = state.next ?? 'send';
  // What was ticked, until the simulator says so too.
  const [wanted, setWanted] = useState<boolean | null>(null);
  useEffect(() => setWanted(null), [state.holds, error]);
  const hold = (holds: boolean): void => {
    setWanted(holds);
    act(() => setTape({ holds }));
  };
  return (
    <section class={styles.tape} aria-label={words.title}>
      <h2>{words.title}</h2>
      <label class={styles.hold}>
        <input
          type="checkbox"
          checked={wanted ?? state.holds}
          disabled={whyNot !== null}
          onChange={({ currentTarget }) => hold(currentTarget.checked)}
        />
        {words.hold}
      </label>
      <div class={styles.next} role="group" aria-label={words.next}>
        <span aria-hidden="true">{words.next}</span>
        {NEXTS.map((each) => (
          <Button
            key={each}
            size="small"
            kind={each === next ? 'primary' : 'plain'}
            aria-pressed={each === next}
            whyNot={whyNot}
            onClick={() => act(() => setTape({ next: each }))}
          >
            {words.nexts[each]}
          </Button>
        ))}
      </div>
      <ProblemNote error={error} />
      {state.tape.length === 0 ? (
        <p class={styles.quiet}>{words.empty}</p>
      ) : (
        <ol class={styles.list} aria-live="off">
          {state.tape.toReversed().map((webhook) => (
            <Row
              key={webhook.id}
              webhook={webhook}
              whyNot={whyNot}
              onAct={(each) => act(() => actOn(webhook.id, each))}
            />
          ))}
        </ol>
      )}
    </section>
  );
};
