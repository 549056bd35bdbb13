import { randomUUID } from 'node:crypto';
import { type AttemptState, type CallEvent, foldEvents } from './call-event.js';
import type { AskedParts, Check } from './call-check.js';
import type { CallPlan } from '../../plan/call-plan.js';
import type { CallStep, FailureReason, WaitingFor, Wish } from './call-step.js';
import { laneOf } from './lane.js';
import { callRank, type CallStatus, rankOf, statusOfCallRank } from './call-status.js';

/** What is said to the callee. Without a text the callee is invited to leave a message. */
export interface CallContent {
  kind: 'say';
  text?: string;
}

/**
 * What is known of the request that asked Twilio to dial: `accepted` it has a SID, `refused` Twilio said no,
 * `unsent` nothing reached Twilio, `unknown` nobody can tell (yet), and so it is never repeated.
 */
export type Submission = 'accepted' | 'refused' | 'unsent' | 'unknown';

/** One time that Twilio was asked to dial. */
export interface Attempt extends AttemptState {
  /** Counts from 1. */
  n: number;
  /** Names this attempt alone: one that was taken back, and the next with its number, are two. */
  key?: string;
  sid?: string;
  submission: Submission;
  /** Twilio gave no clear answer to the request to dial it. */
  isUnclear?: true;
  reason?: FailureReason;
  createdAt: Date;
  /** Present only where the events were asked for. */
  events?: CallEvent[];
  /** How many came beside those that are kept; absent where all are. They are part of the state. */
  unkept?: number;
  /** What Twilio was asked about it, and how that went. */
  asked?: AskedParts;
}

/** One intent to reach a callee. */
export interface Call {
  id: string;
  /** Counts the changes of the call, its making included. It only rises. */
  version: number;
  /** E.164. */
  to: string;
  userExternalId: string;
  content: CallContent;
  recordingEnabled: boolean;
  /** For how long the phone rings, where the client has said so. */
  ringSeconds?: number;
  /** Who asked for it: a key's or a person's id; absent where nobody has to say. */
  requestedBy?: string;
  /** In the order in which they were made; none while the call waits to be dialled for the first time. */
  attempts: Attempt[];
  /** Where the call stands; see callRank. It only rises. */
  rank: number;
  createdAt: Date;
  /** Stored later than this, by the database's clock, it is never dialled: its client was told that it was not taken. */
  storeBy?: Date;
  /** By the database's clock; kept where it has a `storeBy`. */
  storedAt?: Date;
  /** When Twilio is to be asked what became of it, unless news come first; absent once nothing is left to learn. */
  check?: Check;
  /** When, how often and under which conditions it is dialled; absent for a call that was to be dialled at once. */
  plan?: CallPlan;
  /** Present while it waits to be dialled. */
  wait?: Wait;
  /** That a client wants it to end. */
  wish?: Wish;
  /** Why no further attempt follows; a call without a plan says so only where it ended before it was dialled. */
  over?: CallOver;
  /** The trace of the request that asked for it, which its attempts continue; absent where nothing is traced. */
  trace?: string;
  /** Since when it tells of no person any more: from then on nothing is learnt of it. */
  erasedAt?: Date;
  /** The erasure that has done it. */
  erasedBy?: string;
  /** What happened to the call itself, in order. Present only where the events were asked for. */
  steps?: CallStep[];
}

/** That no attempt follows, why, and since when. */
export interface CallOver extends FailureReason {
  at: Date;
}

/** A call's place among those that wait to be dialled. */
export interface Wait {
  /** The calls of a lane are dialled in the order in which they become due. */
  lane: string;
  dueAt: Date;
  why: WaitingFor;
  /** It ends, undialled, at this moment. */
  expiresAt?: Date;
}

export interface CallRequest {
  to: string;
  userExternalId: string;
  text?: string;
  recordingEnabled: boolean;
  plan?: CallPlan;
  requestedBy?: string;
  ringSeconds?: number;
}

/** What a new call begins with beside what was asked for. */
interface Beginning {
  id?: string;
  now?: Date;
  storeBy?: Date;
  trace?: string;
}

/** An attempt as it is stored before Twilio is asked: until it has answered, nobody can tell whether it dialled. */
export const newAttempt = (n: number, now: Date, key?: string): Attempt => ({
  n,
  ...(key && { key }),
  submission: 'unknown',
  createdAt: now,
  ...foldEvents([]),
});

/** How long a call without a plan waits to be dialled before it ends: who asked for it wants it now. */
export const PLAIN_WAIT_MS = 15 * 60_000;

/** A call's wait in its lane, until it is due or expires. */
export const waitOf = (
  call: Pick<Call, 'plan' | 'userExternalId' | 'createdAt'>,
  dueAt: Date,
  why: WaitingFor,
): Wait => {
  const { plan, createdAt } = call;
  const expiresAt = plan ? plan.expiresAt : new Date(createdAt.getTime() + PLAIN_WAIT_MS);
  return { lane: laneOf(call), dueAt, why, ...(expiresAt && { expiresAt }) };
};

/** Whether it waits, and its time has come. */
export const isDueAt = ({ wait }: Call, now: Date): boolean => !!wait && wait.dueAt <= now;

/** A new call that waits: `queued` where it has a plan, else `initiated`, for its client asked for no queue. */
export const newQueuedCall = (
  request: CallRequest,
  { dueAt, why }: Pick<Wait, 'dueAt' | 'why'>,
  { id = randomUUID(), now = new Date(), storeBy, trace }: Beginning = {},
): Call => {
  const { to, userExternalId, text, recordingEnabled, plan, requestedBy, ringSeconds } = request;
  return {
    id,
    version: 1,
    to,
    userExternalId,
    content: text?.trim() ? { kind: 'say', text } : { kind: 'say' },
    recordingEnabled,
    ...(requestedBy !== undefined && { requestedBy }),
    ...(ringSeconds !== undefined && { ringSeconds }),
    attempts: [],
    rank: callRank(1, rankOf(plan ? 'queued' : 'initiated', 'atlas')),
    createdAt: now,
    ...(storeBy && { storeBy }),
    ...(trace && { trace }),
    wait: waitOf({ plan, userExternalId, createdAt: now }, dueAt, why),
    // Without a plan its turn is to come at once, which is no news.
    ...(plan && { plan, steps: [{ kind: 'waiting', at: now, why, until: dueAt }] }),
  };
};

export const lastAttempt = (call: Call): Attempt | undefined => call.attempts[call.attempts.length - 1];

/** An attempt's end is not the call's where another may follow: until that is settled the call is still `queued`. */
export const callStatus = ({ rank }: Call): CallStatus => statusOfCallRank(rank);
