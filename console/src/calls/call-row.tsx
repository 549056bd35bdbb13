import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import { toneOf } from '../ui/status-tone.js';
import { Time } from '../ui/time.js';
import { inWords } from '../ui/times.js';
import { ERASED, STATUS_WORDS, UNTIL } from '../words/call-states.js';
import { callsWords } from '../words/calls.js';
import { reasonOf } from './call-reason.js';
import styles from './calls.module.css';
import type { Call } from './live-list.js';
import type { Row } from './merge-calls.js';

const Reason = ({ call }: { call: Row<Call> }) => {
  if (call.isGone) return <span class={styles.quiet}>{callsWords.gone}</span>;
  const reason = reasonOf(call);
  return (
    <span class={styles.reason} title={reason?.text}>
      {reason?.text}
      {reason?.until && (
        <>
          {` ${UNTIL} `}
          <Time at={reason.until} />
        </>
      )}
    </span>
  );
};

/** One call in the list. Its link is what j and k move between. */
export const CallRow = ({ call }: { call: Row<Call> }) => (
  <div class={`${styles.row} ${call.isGone ? styles.gone : ''}`}>
    <span class={styles.status}>
      <Badge tone={toneOf(call.status)}>{STATUS_WORDS[call.status]}</Badge>
    </span>
    <Link to="/calls/$call" params={{ call: call.call_id }} class={styles.to} data-call={call.call_id}>
      {call.to_number || ERASED}
    </Link>
    <span class={styles.user} title={call.user_external_id}>
      {call.user_external_id}
    </span>
    <span class={styles.when}>
      <Time at={call.created_at} />
    </span>
    <span class={styles.long}>{call.duration === null ? '' : inWords(call.duration)}</span>
    <span class={styles.why}>
      <Reason call={call} />
    </span>
    <span class={styles.id}>
      <Copyable text={call.call_id} what={callsWords.id} />
    </span>
  </div>
);
