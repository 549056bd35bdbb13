import type { Allowance } from './request.js';
import type { Telling } from './telling.js';

/** The SIDs of recordings that have sound; of those that turned out empty nothing is to be known. */
export const completed = (recordings: { sid: string; status: string | null }[]): string[] =>
  recordings.filter(({ status }) => status === 'completed').map(({ sid }) => sid);

/** What the scorecard is made from: what clients were told, what Atlas says, what really happened. */
export interface Evidence {
  intents: IntentOutcome[];
  calls: AtlasCall[];
  dials: Dial[];
  events: StoredEvent[];
  forgeries: Forgery[];
  readings: Reading[];
  pauses: Pause[];
  /** How many calls a second the account allows. */
  callsPerSecond: number;
  /** The calls that were taken back at least once, and then wait anew. */
  undone: string[];
  /** Instances that ended though nobody had killed them. */
  falls: string[];
  counting: Counting;
  /** What customers were told and have taken. */
  tellings: Telling[];
}

/** The results that Atlas has made of the calls, once all was over. */
export interface Counting {
  /** What it has not counted, though it had the time. */
  left: string[];
  /** Calls by the quarter-hour in which they were made, since 1970, and their status: `1960000 completed`. */
  outcomes: Record<string, number>;
  /** When each call was made, in milliseconds. */
  madeAt: Record<string, number>;
  /** What Atlas's own check of all its numbers finds. */
  differences: string[];
}

const FINAL = new Set(['completed', 'failed', 'no-answer', 'busy', 'canceled']);
/** Whether a status, in Atlas's words or Twilio's, ends a call. */
export const isFinal = (status: string): boolean => FINAL.has(status);

/** Whether a code of Twilio's tells that what is to be said could not be had, or not be read. */
export const isFaultOfSaying = (code: number): boolean => code >= 11_000 && code < 13_000;

/** All that the clients of one Idempotency-Key were answered. */
export interface IntentOutcome {
  key: string;
  /** Names it, and its calls. */
  handle: string;
  /** What its request allows to be dialled; absent until it was first sent. */
  allowance?: Allowance;
  /** How its call waits, since it was acknowledged; absent until then. */
  turn?: Turn;
  answers: Answer[];
  /** What the same request was answered once everything was over. */
  replay?: Answer;
  /** Present once its client asked for its end. */
  end?: ClientEnd;
}

/** Whose turn a call is to wait for. */
export interface Turn {
  /** Since when it waits, in milliseconds; later, where its plan says so. */
  since: number;
  /** It is due at once. */
  isDue: boolean;
  priority: number;
  /** It is one of very many of the same user. */
  isOfCrowd: boolean;
}

/** A client's wish that its call ends. */
export interface ClientEnd {
  by: 'hangup' | 'cancel';
  /** When it was first told that the call is ended, in milliseconds; absent where that was refused. */
  acknowledgedAt?: number;
}

/**
 * Not read, busy with this key, too fast, not now: the answers that ask to ask again with the same key. 408 is what an
 * instance answers that was frozen for longer than a request may take to come: it has read nothing of it.
 */
export const PUTTING_OFF: ReadonlySet<number> = new Set([408, 409, 429, 503]);

export interface Answer {
  status: number;
  callId?: string;
  /** Whether it carried `Idempotency-Replayed: true`. */
  isReplay: boolean;
  /** Whether it says that Twilio refuses the account: the same key may then be used again. */
  isAccountRefused: boolean;
}

/** A call as Atlas tells it by GET. */
export interface AtlasCall {
  callId: string;
  handle: string;
  status: string;
  /** Seconds. */
  duration: number | null;
  /** Why it was never dialled. */
  reason: string | null;
  attempts: AtlasAttempt[];
  /** RecordingSids of the completed ones. */
  recordings: string[];
}

/** One time that Atlas had a call dialled, as it tells it. */
export interface AtlasAttempt {
  sid: string | null;
  status: string;
  /** Seconds. */
  duration: number | null;
  /** It says that nothing was dialled, and why: a code and a sentence. */
  reason: string | null;
  /** Twilio's error codes that are shown for it; its timeline is read where it was silent. */
  codes: number[];
}

/** A call as Twilio's stand-in knows it. */
export interface Dial {
  sid: string;
  /** The call that its URLs name. */
  callId: string | null;
  /** When the request for it came, in milliseconds. */
  at: number;
  /** The earliest moment at which it can have ended, in milliseconds; null while it goes on. */
  endedAt: number | null;
  answeredBy: string | null;
  /** It was answered, and nothing was said: Twilio did not get what to say. */
  isSilent: boolean;
  /** False for a call that was canceled in Twilio's queue: no phone rang. */
  isDialled: boolean;
  isOver: boolean;
  status: string;
  duration: number | null;
  recordings: string[];
  /** What the webhooks about it said that Atlas answered with 200. */
  acknowledged: string[];
  /** When Atlas first answered a callback of its final status with 200, in milliseconds; null when it never did. */
  endAcknowledgedAt: number | null;
}

/** What Atlas said of a call when it was asked in passing. */
export interface Reading {
  callId: string;
  /** When it was asked, in milliseconds. */
  at: number;
  status: string;
}

/** A time in which nothing was to be dialled: from the answer to one request to the next one, in milliseconds. */
export interface Pause {
  from: number;
  until: number;
}

/** One event in Atlas's database. */
export interface StoredEvent {
  /** The list that it stands in: an attempt's, a recording's, or that of events that wait for their call. */
  place: string;
  /** What it says where a webhook told it, else its key. */
  content: string;
}

/** A webhook that nobody at Twilio sent, and the status that it was answered with. */
export interface Forgery {
  kind: string;
  content: string;
  status: number;
}
