import { type Evidence, joinEvidence } from '../common/evidence.js';
import { type CallStatus, isFinal, rankOf, type Source, statusOfRank } from './call-status.js';

/** One thing that was learnt about an attempt. Kept for ever, as it came. */
export interface CallEvent {
  /** Unique within its attempt: the same event delivered twice has the same key. */
  key: string;
  source: Source;
  kind: 'submission' | 'status' | 'voice' | 'recording';
  status?: CallStatus;
  /** When Twilio says that it happened. */
  occurredAt?: Date;
  receivedAt: Date;
  durationSeconds?: number;
  direction?: string;
  answeredBy?: string;
  sipCode?: number;
  /** Every field as it came. */
  params: Record<string, string>;
}

interface Greatest {
  rank: number;
  /** Seconds, by who said so: Twilio's REST answer is believed before a callback. */
  apiDuration: number;
  callbackDuration: number;
  direction: string;
  answeredBy: string;
  sipCode: number;
}

interface Earliest {
  startedAt: Date;
  answeredAt: Date;
  endedAt: Date;
}

/** What is known of an attempt: the join of the evidence of all its events. */
export type AttemptState = Partial<Greatest & Earliest>;
export type CallEvidence = Evidence<Greatest, Earliest>;

/** What one event tells about its attempt. */
export const evidenceOf = (event: CallEvent): CallEvidence => {
  const { status, source, direction, answeredBy, sipCode, durationSeconds } = event;
  if (source === 'atlas') return { greatest: status ? { rank: rankOf(status, source) } : {}, earliest: {} };
  const at = event.occurredAt ?? event.receivedAt;
  const duration =
    source === 'api' ? { apiDuration: durationSeconds } : { callbackDuration: durationSeconds };
  return {
    greatest: {
      ...(status && { rank: rankOf(status, source) }),
      ...duration,
      direction,
      answeredBy,
      sipCode,
    },
    earliest: {
      ...(status && event.kind === 'status' && { startedAt: at }),
      ...(status === 'in-progress' && { answeredAt: at }),
      ...(status && isFinal(status) && { endedAt: at }),
    },
  };
};

/** The state that a set of events amounts to, whatever their order and however often each is repeated. */
export const foldEvents = (events: Iterable<CallEvent>): AttemptState => {
  let state: AttemptState = { rank: rankOf('initiated', 'atlas') };
  for (const event of events) state = joinEvidence<Greatest, Earliest>(state, evidenceOf(event));
  return state;
};

export const statusOf = (state: AttemptState): CallStatus =>
  statusOfRank(state.rank ?? rankOf('initiated', 'atlas'));

export const durationOf = ({ apiDuration, callbackDuration }: AttemptState): number | undefined =>
  apiDuration ?? callbackDuration;
