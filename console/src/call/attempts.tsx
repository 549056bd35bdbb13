import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import table from '../ui/table.module.css';
import { Time } from '../ui/time.js';
import { inWords } from '../ui/times.js';
import { STATUS_WORDS } from '../words/call-states.js';
import { callWords } from '../words/call.js';
import { toneOf } from '../ui/status-tone.js';
import { type Call, money, secondsBetween } from './call-state.js';
import styles from './call.module.css';

const { attempts, facts } = callWords;
type Attempt = Call['attempts'][number];

const seconds = (value: number | null): string => (value === null ? '–' : inWords(value));

const Outcome = ({ attempt }: { attempt: Attempt }) => (
  <>
    <Badge tone={toneOf(attempt.status)}>{STATUS_WORDS[attempt.status]}</Badge>
    {attempt.submission !== 'accepted' && (
      <p class={styles.why}>{callWords.submission(attempt.submission)}</p>
    )}
    {attempt.sip_code !== null && attempt.explanations.length === 0 && (
      <p class={styles.quiet}>{attempts.sip(attempt.sip_code)}</p>
    )}
    {attempt.explanations.map(({ kind, code, meaning }) => (
      <p key={`${kind}${code}`} class={styles.why}>
        {meaning}
      </p>
    ))}
  </>
);

/** Each time that Twilio was asked to dial. */
export const Attempts = ({ call }: { call: Call }) =>
  call.attempts.length === 0 ? (
    <p class={styles.quiet}>{attempts.none}</p>
  ) : (
    <div class={table.scroll} tabIndex={0} role="region" aria-label={attempts.title}>
      <table class={table.table}>
        <thead>
          <tr>
            {attempts.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {call.attempts.map((attempt) => (
            <tr key={attempt.n}>
              <td>{attempt.n}</td>
              <td>
                <Time at={attempt.created_at} />
              </td>
              <td>
                <Outcome attempt={attempt} />
              </td>
              <td>{seconds(secondsBetween(attempt.started_at, attempt.answered_at ?? attempt.ended_at))}</td>
              <td>{seconds(attempt.answered_at === null ? null : attempt.duration)}</td>
              <td>{money(attempt.price, attempt.price_unit) ?? facts.notTold}</td>
              <td>{attempt.sid === null ? '–' : <Copyable text={attempt.sid} what={facts.sid} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
