import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.js';
import { Time } from '../ui/time.js';
import { deliveriesWords as words } from '../words/subscriptions.js';
import { type Delivery, lastOutcome, TONES } from './delivery-state.js';
import styles from './subscriptions.module.css';

/** One delivery in the list, with the way to its page. */
export const DeliveryRow = ({ delivery }: { delivery: Delivery }) => (
  <li class={styles.delivery}>
    <span class={styles.state}>
      <Badge tone={TONES[delivery.status]}>{words.statuses[delivery.status]}</Badge>
    </span>
    <Link to="/subscriptions/deliveries/$delivery" params={{ delivery: delivery.id }} class={styles.name}>
      {delivery.type}
    </Link>
    <span class={styles.when}>
      <Time at={delivery.created_at} />
    </span>
    <span class={styles.outcome}>
      {lastOutcome(delivery)}
      {delivery.tries.length > 1 && ` · ${words.tries(delivery.tries.length)}`}
      {delivery.due_at !== null && delivery.tries.length > 0 && (
        <>
          {` · ${words.nextTry} `}
          <Time at={delivery.due_at} />
        </>
      )}
    </span>
  </li>
);
