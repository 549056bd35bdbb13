import { type Evidence, joinEvidence } from '../../common/evidence.js';
import {
  type CallStatus,
  GONE_RANK,
  isFinal,
  isPromised,
  isToldEnd,
  rankOf,
  rankOfAnswer,
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
   * `hangup` and `cancel` are what Twilio answered to a client's wish (source `api`), and that a client was told that it
   * is fulfilled (`atlas`). `gone`: Twilio knows the call no more; `found`: it does again. `notification`: what it logged.
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
  /** The fields as they came. */
  params: Record<string, string>;
  /** The names of fields that were too long to be kept. */
  leftOut?: string[];
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
  /** When Twilio first denied for good to know it. */
  goneAt: Date;
}

/** What is known of an attempt: the join of the evidence of all its events. */
export type AttemptState = Partial<Greatest & Earliest>;
export type CallEvidence = Evidence<Greatest, Earliest>;

const isAnswer = ({ kind, source }: CallEvent): boolean =>
  source === 'api' && (kind === 'hangup' || kind === 'cancel');

/** Whether it is Twilio's plan to end the call as a client wished. */
export const isPromise = (event: CallEvent): boolean =>
  isAnswer(event) && event.status !== undefined && isPromised(event.status);

const timesOf = (event: CallEvent): Partial<Earliest> => {
  const { kind, source, status, occurredAt, receivedAt, startedAt, endedAt } = event;
  if (kind === 'gone') return { goneAt: receivedAt };
  if (isPromise(event)) return { startedAt };
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

const rankTold = (event: CallEvent): number | undefined => {
  const { kind, status, source } = event;
  if (kind === 'gone') return GONE_RANK;
  if (!status) return undefined;
  if (isAnswer(event)) return rankOfAnswer(status);
  return kind === 'found' ? rankOfFound(status) : rankOf(status, source);
};

/** Whether it tells how the attempt has ended. */
export const tellsEnd = (event: CallEvent): boolean => isToldEnd(rankTold(event) ?? 0);

/** What one event tells about its attempt. */
export const evidenceOf = (event: CallEvent): CallEvidence => {
  const { source, direction, answeredBy, sipCode, errorCode, price, priceUnit } = event;
  const durationSeconds = isPromise(event) ? undefined : event.durationSeconds;
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
