import { type Evidence, joinEvidence } from '../../common/evidence.js';
import {
  type CallStatus,
  GONE_RANK,
  isFinal,
  rankOf,
  rankOfFound,
  type Source,
  statusOfRank,
} from './call-status.js';

export const CALL_EVENT_KINDS = [
  'submission',
  'status',
  'voice',
  'recording',
  'hangup',
  'cancel',
  'gone',
  'found',
  'notification',
] as const;

/** One thing that was learnt about an attempt. Kept unchanged. */
export interface CallEvent {
  /** Unique within its attempt: the same event delivered twice has the same key. */
  key: string;
  source: Source;
  /**
   * `hangup` and `cancel` are a client's wish (source `atlas`), and what Twilio answered to it (`api`). `gone`: Twilio
   * knows the call no more; `found`: it does again. `notification`: what Twilio logged of it.
   */
  kind: (typeof CALL_EVENT_KINDS)[number];
  status?: CallStatus;
  /** When Twilio says that it happened. */
  occurredAt?: Date;
  receivedAt: Date;
  durationSeconds?: number;
  direction?: string;
  answeredBy?: string;
  sipCode?: number;
  /** Twilio's code for what went wrong when it asked Atlas what to say. */
  errorCode?: number;
  /** Twilio's own word for when dialling began and the call ended; its REST answer alone has them. */
  startedAt?: Date;
  endedAt?: Date;
  /** A decimal, negative for what is paid; known some time after the end. */
  price?: string;
  /** ISO 4217. */
  priceUnit?: string;
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
  errorCode: number;
  price: string;
  priceUnit: string;
}

interface Earliest {
  startedAt: Date;
  answeredAt: Date;
  endedAt: Date;
}

/** What is known of an attempt: the join of the evidence of all its events. */
export type AttemptState = Partial<Greatest & Earliest>;
export type CallEvidence = Evidence<Greatest, Earliest>;

const timesOf = ({
  kind,
  source,
  status,
  occurredAt,
  receivedAt,
  startedAt,
  endedAt,
}: CallEvent): Partial<Earliest> => {
  if (source === 'api') return { startedAt, endedAt };
  // Only a report of a status says when it was; that Twilio asks for TwiML says no more than that somebody answered.
  if (!status || kind !== 'status') return {};
  const at = occurredAt ?? receivedAt;
  return {
    startedAt: at,
    ...(status === 'in-progress' && { answeredAt: at }),
    ...(isFinal(status) && { endedAt: at }),
  };
};

const rankTold = ({ kind, status, source }: CallEvent): number | undefined => {
  if (kind === 'gone') return GONE_RANK;
  return status && (kind === 'found' ? rankOfFound(status) : rankOf(status, source));
};

/** What one event tells about its attempt. */
export const evidenceOf = (event: CallEvent): CallEvidence => {
  const { source, direction, answeredBy, sipCode, errorCode, durationSeconds, price, priceUnit } = event;
  const rank = rankTold(event);
  if (source === 'atlas') return { greatest: { rank }, earliest: {} };
  const duration =
    source === 'api' ? { apiDuration: durationSeconds } : { callbackDuration: durationSeconds };
  return {
    greatest: { rank, ...duration, direction, answeredBy, sipCode, errorCode, price, priceUnit },
    earliest: timesOf(event),
  };
};

export const foldEvent = (state: AttemptState, event: CallEvent): AttemptState =>
  joinEvidence<Greatest, Earliest>(state, evidenceOf(event));

/** The state that a set of events amounts to, whatever their order and however often each is repeated. */
export const foldEvents = (events: Iterable<CallEvent>): AttemptState => {
  let state: AttemptState = { rank: rankOf('initiated', 'atlas') };
  for (const event of events) state = foldEvent(state, event);
  return state;
};

export const statusOf = (state: AttemptState): CallStatus =>
  statusOfRank(state.rank ?? rankOf('initiated', 'atlas'));

/** When it was answered; where no report of that came, as long before its end as it lasted. */
export const answeredAtOf = (state: AttemptState): Date | undefined => {
  const { answeredAt, endedAt } = state;
  const seconds = durationOf(state);
  if (answeredAt || !endedAt || !seconds) return answeredAt;
  return new Date(endedAt.getTime() - seconds * 1000);
};

export const durationOf = ({ apiDuration, callbackDuration }: AttemptState): number | undefined =>
  apiDuration ?? callbackDuration;
