import { toStoredPlan } from '../model/stored-plan.js';
import { BESIDE_SKELETON } from '../model/skeleton.js';
import { callRank, rankOf } from '../model/call-status.js';
import type { CallStep } from '../model/call-step.js';
import type { Wait } from '../model/call.js';
import type { CallChange, Requested, Told, Undialled } from './call-change.js';
import { rescheduledStep } from './rescheduled.js';

/** A change as one write: which call it takes, as it has to be found, and what becomes of it. */
export interface GuardedUpdate {
  filter: Record<string, unknown>;
  update: Record<string, object>;
}

/** A change whose write depends on nothing but itself. */
export type PlainChange = Exclude<CallChange, Requested | Told | Undialled>;

/** Far more steps than one call has: a limit that keeps its document small. */
const STEPS_KEPT = 200;

const withSteps = (...steps: CallStep[]): Record<string, object> => ({
  $push: { steps: { $each: steps, $slice: -STEPS_KEPT } },
});

const waiting = ({ dueAt, why }: Wait, at: Date): CallStep => ({ kind: 'waiting', at, why, until: dueAt });

/** A call that waits, as it was found. */
const waitingAsFound = (callId: string, version: number) => ({ _id: callId, version, wait: { $ne: null } });

/** An attempt that Twilio was not heard of. */
const unheard = { sid: null, submission: 'unknown' };

/** A call that does not wait, and has had this many attempts. */
const lasting = (callId: string, attempts: number) => ({
  _id: callId,
  attempts: { $size: attempts },
  wait: null,
});

/** The same, while it is not settled yet whether another attempt follows. */
const resting = (callId: string, attempts: number) => ({ ...lasting(callId, attempts), over: null });

/** The same, whose last attempt is so. */
const restingAfter = (callId: string, n: number, attempt: object) => ({
  ...resting(callId, n),
  attempts: { $size: n, $elemMatch: { n, ...attempt } },
});

const rankWhileWaiting = (n: number, hasPlan: boolean): number =>
  callRank(n, rankOf(hasPlan ? 'queued' : 'initiated', 'atlas'));

const UNWISHED = { wish: null };

type Writes = { [K in PlainChange['kind']]: (change: Extract<PlainChange, { kind: K }>) => GuardedUpdate };

const WRITES: Writes = {
  dialling: ({ callId, version, attempt, check }) => ({
    filter: { ...waitingAsFound(callId, version), ...UNWISHED, attempts: { $size: attempt.n - 1 } },
    update: {
      $push: { attempts: { ...attempt, events: [] } },
      $addToSet: { live: attempt.n },
      $max: { rank: callRank(attempt.n, attempt.rank ?? 0) },
      $set: { check },
      $unset: { wait: '' },
    },
  }),
  // Nothing was sent, so the one attempt that the call's rank stood for is taken back with it. What is left to learn of
  // those before it is found out by a look at the call.
  undone: ({ callId, n, key, hasPlan, reason, wait, at }) => ({
    filter: restingAfter(callId, n, { key, ...unheard }),
    update: {
      $pull: { attempts: { n }, live: n },
      $set: { wait, rank: rankWhileWaiting(n, hasPlan), ...(n > 1 && { check: { urgency: 1, at } }) },
      ...(n === 1 && { $unset: { check: '' } }),
      ...withSteps({ kind: 'undone', at, n, reason }, waiting(wait, at)),
    },
  }),
  sealed: ({ callId, version }) => ({ filter: { _id: callId, version }, update: {} }),
  unclear: ({ callId, key, checkAt }) => ({
    filter: { _id: callId, attempts: { $elemMatch: { key, ...unheard } } },
    update: { $set: { 'attempts.$.isUnclear': true }, $min: { 'check.at': checkAt } },
  }),
  traceless: ({ callId, n }) => ({
    filter: { _id: callId, live: n, attempts: { $elemMatch: { n, ...unheard } } },
    update: { $pull: { live: n } },
  }),
  postponed: ({ callId, version, wait, at }) => ({
    filter: waitingAsFound(callId, version),
    update: { $set: { wait }, ...withSteps(waiting(wait, at)) },
  }),
  requeued: ({ callId, n, rank, wait, at }) => ({
    filter: { ...restingAfter(callId, n, { rank }), ...UNWISHED },
    update: {
      $set: { wait },
      $max: { rank: callRank(n + 1, rankOf('queued', 'atlas')) },
      ...withSteps(waiting(wait, at)),
    },
  }),
  finished: ({ callId, n, rank, over: { at, ...reason } }) => ({
    filter: restingAfter(callId, n, { rank }),
    update: {
      $set: { over: { ...reason, at } },
      $max: { rank: callRank(n, rank) },
      ...withSteps({ kind: 'over', at, reason }),
    },
  }),
  // A call that had no plan gets one with its status: it waited to be dialled at once, and now it does not.
  rescheduled: (change) => ({
    filter: {
      ...waitingAsFound(change.callId, change.version),
      ...UNWISHED,
      attempts: { $size: change.attempts },
    },
    update: {
      $set: {
        content: change.content,
        recordingEnabled: change.recordingEnabled,
        wait: change.wait,
        ...(change.plan && { plan: toStoredPlan(change.plan) }),
        ...(change.plan && change.attempts === 0 && { rank: rankWhileWaiting(1, true) }),
        ...(change.ringSeconds !== undefined && { ringSeconds: change.ringSeconds }),
      },
      ...(change.ringSeconds === undefined && { $unset: { ringSeconds: '' } }),
      ...withSteps(rescheduledStep(change)),
    },
  }),
  ended: ({ callId, attempts, version, status, over: { at, ...reason }, wish }) => ({
    filter: {
      _id: callId,
      wait: { $ne: null },
      attempts: { $size: attempts },
      ...(version !== undefined && { version }),
    },
    update: {
      $set: { over: { ...reason, at }, ...(wish && { wish }) },
      $unset: { wait: '' },
      $max: { rank: callRank(attempts + 1, rankOf(status, 'atlas')) },
      ...withSteps(...(wish ? [{ kind: wish.kind, at: wish.at }] : []), { kind: 'over', at, reason }),
    },
  }),
  // An attempt can turn out to go on after the call was given up. Of two equal wishes at once the first counts; as a
  // word, hangup is greater than cancel, so that the stronger wish stays whatever their order.
  wished: ({ callId, attempts, isLive, wish: { kind, at } }) => ({
    filter: {
      ...(isLive ? lasting(callId, attempts) : resting(callId, attempts)),
      'steps.kind': { $ne: kind },
    },
    update: { $max: { 'wish.kind': kind }, $min: { 'wish.at': at }, ...withSteps({ kind, at }) },
  }),
  recorded: ({ callId, isComplete }) => ({
    filter: { _id: callId },
    update: { ...(isComplete && { $set: { hasRecording: true } }) },
  }),
  rated: ({ callId, at }) => ({
    filter: { _id: callId },
    update: { $set: { hasFeedback: true }, ...withSteps({ kind: 'feedback', at }) },
  }),
  erased: ({ callId, version, skeleton: { plan, ...skeleton } }) => ({
    filter: { _id: callId, version, wait: null },
    update: {
      $set: { ...skeleton, ...(plan && { plan: toStoredPlan(plan) }) },
      $unset: BESIDE_SKELETON,
    },
  }),
};

/** Of an erased call nothing is learnt, whatever it looks like. */
export const UNERASED = { erasedAt: null };

/** The guarded write that a change is. */
export const updateOf = <C extends PlainChange>(change: C): GuardedUpdate => {
  const { filter, update } = (WRITES[change.kind] as (change: C) => GuardedUpdate)(change);
  return { filter: { ...filter, ...UNERASED }, update };
};
