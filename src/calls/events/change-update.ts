import { callRank, rankOf } from '../model/call-status.js';
import type { CallStep } from '../model/call-step.js';
import type { CallChange, Requested, Told, Undialled, Wait } from './call-change.js';

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

/** A waiting call whose newest claim has this fence. */
const claimed = (callId: string, fence: number) => ({ _id: callId, 'queue.fence': fence });

/** A call that does not wait, and has had this many attempts. */
const lasting = (callId: string, attempts: number) => ({
  _id: callId,
  attempts: { $size: attempts },
  queue: null,
});

/** The same, while it is not settled yet whether another attempt follows. */
const resting = (callId: string, attempts: number) => ({ ...lasting(callId, attempts), over: null });

/** The same, whose last attempt is so. */
const restingAfter = (callId: string, n: number, attempt: object) => ({
  ...resting(callId, n),
  $and: [{ attempts: { $elemMatch: { n, ...attempt } } }],
});

const rankWhileWaiting = (n: number, hasPlan: boolean): number =>
  callRank(n, rankOf(hasPlan ? 'queued' : 'initiated', 'atlas'));

const UNWISHED = { wish: null };

type Writes = { [K in PlainChange['kind']]: (change: Extract<PlainChange, { kind: K }>) => GuardedUpdate };

const WRITES: Writes = {
  dialling: ({ callId, fence, attempt, check }) => ({
    filter: { ...claimed(callId, fence), ...UNWISHED, attempts: { $size: attempt.n - 1 } },
    update: {
      $push: { attempts: attempt },
      $addToSet: { live: attempt.n },
      $max: { rank: callRank(attempt.n, attempt.rank ?? 0) },
      $set: { check },
      $unset: { queue: '' },
    },
  }),
  // Nothing was sent, so the one attempt that the call's rank stood for is taken back with it.
  undone: ({ callId, n, hasPlan, reason, wait, at }) => ({
    filter: restingAfter(callId, n, { sid: null, submission: 'unknown' }),
    update: {
      $pull: { attempts: { n }, live: n },
      $set: { queue: { ...wait, fence: 0 }, rank: rankWhileWaiting(n, hasPlan) },
      $unset: { check: '' },
      ...withSteps({ kind: 'undone', at, n, reason }, waiting(wait, at)),
    },
  }),
  postponed: ({ callId, fence, wait, at }) => ({
    filter: claimed(callId, fence),
    update: {
      $set: { 'queue.dueAt': wait.dueAt, 'queue.why': wait.why },
      $unset: { 'queue.turn': '' },
      ...withSteps(waiting(wait, at)),
    },
  }),
  requeued: ({ callId, n, rank, wait, at }) => ({
    filter: { ...restingAfter(callId, n, { rank }), ...UNWISHED },
    update: {
      $set: { queue: { ...wait, fence: 0 } },
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
  ended: ({ callId, fence, attempts, status, over: { at, ...reason }, wish }) => ({
    filter: { ...claimed(callId, fence), attempts: { $size: attempts } },
    update: {
      $set: { over: { ...reason, at }, ...(wish && { wish }) },
      $unset: { queue: '' },
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
};

/** The guarded write that a change is. */
export const updateOf = <C extends PlainChange>(change: C): GuardedUpdate =>
  (WRITES[change.kind] as (change: C) => GuardedUpdate)(change);
