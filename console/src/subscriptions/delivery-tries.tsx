import { Badge } from '../ui/badge.js';
import { Time } from '../ui/time.js';
import { deliveriesWords as words } from '../words/subscriptions.js';
import { type Delivery, outcomeOf } from './delivery-state.js';
import styles from './subscriptions.module.css';

const isTaken = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

/** What came of each try, newest first. */
export const DeliveryTries = ({ tries }: { tries: Delivery['tries'] }) =>
  tries.length === 0 ? (
    <p class={styles.quiet}>{words.triedNone}</p>
  ) : (
    <>
      <p class={styles.quiet}>{words.triedLead}</p>
      <ol class={styles.tries}>
        {tries.toReversed().map((each) => (
          <li key={each.at}>
            <div class={styles.standing}>
              <Badge tone={isTaken(each.status) ? 'good' : 'bad'}>
                {each.status === null ? words.noStatus : each.status}
              </Badge>
              <Time at={each.at} />
              <span class={styles.quiet}>{words.tookMs(each.took_ms)}</span>
            </div>
            {each.error !== null && <p>{outcomeOf(each)}</p>}
            {each.answer !== null && each.answer !== '' && (
              <pre class={styles.answer} tabIndex={0} aria-label={words.answer}>
                {each.answer}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </>
  );
