import type { Attempt, Call, CallOver, Submission, Wait } from '../model/call.js';
import type { FailureReason, Wish } from '../model/call-step.js';
import type { Check } from '../model/call-check.js';
import type { CallEvent } from '../model/call-event.js';
import type { Erased } from './erased.js';
import type { OutboxNews } from '../model/outbox-entry.js';
import type { Rescheduled } from './rescheduled.js';

/** Names an attempt by its call and number, by its SID, or by both. */
export interface AttemptRef {
  callId?: string;
  n?: number;
  sid: string;
  /** Whether its call has a plan; absent where who names it does not know. */
  hasPlan?: boolean;
}

/** A client asked for a call: it is stored, and waits for its first attempt. */
export interface Requested {
  kind: 'requested';
  call: Call;
  /** Who asked for it does so again, with its id, until it is sure to be stored. */
  isAskedAgain?: boolean;
}

/** Something was learnt of an attempt; when it is to be asked about next. */
export interface Told {
  kind: 'told';
  ref: AttemptRef;
  event: CallEvent;
  check: Check;
}

/** An attempt begins, and the call waits no more. Only for the call as it was found, and never after a wish. */
export interface Dialling {
  kind: 'dialling';
  callId: string;
  version: number;
  attempt: Attempt;
  check: Check;
  /** Since when it was due; for who hears of it. */
  dueAt?: Date;
}

/** Nothing was dialled, and no attempt is repeated for it; without effect once a SID is known. */
export interface Undialled {
  kind: 'undialled';
  callId: string;
  n: number;
  submission: Extract<Submission, 'refused' | 'unsent'>;
  reason: FailureReason;
  event: CallEvent;
  /** For who hears of it: with one another attempt may follow. */
  hasPlan?: boolean;
}

/** The attempt with this key was surely not sent, for a reason of the system: it is none, and the call waits again. */
export interface Undone {
  kind: 'undone';
  callId: string;
  n: number;
  key: string;
  /** Only a call with a plan says that it waits. */
  hasPlan: boolean;
  reason: FailureReason;
  wait: Wait;
  at: Date;
}

/** Nothing is changed but the version: no write that supposes this one is applied any more. */
export interface Sealed {
  kind: 'sealed';
  callId: string;
  version: number;
}

/** Twilio gave no clear answer to the request to dial the attempt with this key: it is asked then, at the latest. */
export interface Unclear {
  kind: 'unclear';
  callId: string;
  key: string;
  checkAt: Date;
}

/** The n-th attempt left no trace at Twilio yet: it counts no more among the calls that go on, until it is heard of. */
export interface Traceless {
  kind: 'traceless';
  callId: string;
  n: number;
}

/** A waiting call, as it was found, waits longer. */
export interface Postponed {
  kind: 'postponed';
  callId: string;
  version: number;
  wait: Wait;
  at: Date;
}

/** The call waits for another attempt after its n-th, only while that has this rank. Never after a wish. */
export interface Requeued {
  kind: 'requeued';
  callId: string;
  n: number;
  rank: number;
  wait: Wait;
  at: Date;
}

/** No attempt follows the n-th, whose end is the call's. Only while that attempt has this rank: more may be told of it. */
export interface Finished {
  kind: 'finished';
  callId: string;
  n: number;
  rank: number;
  over: CallOver;
}

/** A call that waits, after so many attempts, ends; at a client's wish where there is one. */
export interface Ended {
  kind: 'ended';
  callId: string;
  attempts: number;
  /** Where it ends for what its plan says: only for the call as it was found. */
  version?: number;
  status: 'canceled' | 'failed';
  over: CallOver;
  wish?: Wish;
}

/** A client wants a call to end whose last attempt goes on, or that rests between two; `attempts` is how many it has had. */
export interface Wished {
  kind: 'wished';
  callId: string;
  attempts: number;
  isLive: boolean;
  wish: Wish;
}

/** News of a recording of the call; `isComplete` lists it among those that have one. */
export interface Recorded {
  kind: 'recorded';
  callId: string;
  isComplete: boolean;
  /** What others are told of it. */
  news?: { at: Date; told: Extract<OutboxNews, { kind: 'recording' | 'transcription' }> };
}

/** Feedback was given on the call. */
export interface Rated {
  kind: 'rated';
  callId: string;
  at: Date;
}

/** Every change that a call can go through. */
export type CallChange =
  | Requested
  | Told
  | Dialling
  | Undialled
  | Undone
  | Sealed
  | Unclear
  | Traceless
  | Postponed
  | Rescheduled
  | Requeued
  | Finished
  | Ended
  | Wished
  | Recorded
  | Rated
  | Erased;
