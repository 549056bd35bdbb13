import { Schema } from 'mongoose';
import { attemptSchema } from './attempt.schema.js';
import { addCallIndexes } from './call-indexes.js';
import type { Call, CallOver, Wait } from './call.js';
import type { Wish } from './call-step.js';
import type { Check } from './call-check.js';
import type { FixedNews } from './fixed-news.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { Said } from './said.js';
import { attemptsWith, type LaterOfCall } from './later-events.js';
import { type StoredPlan, toPlan, toStoredPlan } from './stored-plan.js';

/** A call as it is stored. */
export type CallDocument = Omit<Call, 'id' | 'plan'> & {
  _id: string;
  plan?: StoredPlan;
  /** The SIDs of all attempts; absent until the first is known, for the index is unique and sparse. */
  sids?: string[];
  /** The numbers of the attempts that are not known to have ended. */
  live?: number[];
  hasRecording: boolean;
  hasFeedback: boolean;
  /** By the database's clock; absent where that was before it was kept. */
  changedAt?: Date;
  /** How many of its changes the summaries of results have not counted yet; absent where they have all. */
  uncounted?: number;
  later?: LaterOfCall;
  /** What others are still to be told of it, in the order in which it happened; and how much that is. */
  outbox?: OutboxEntry[];
  untold?: number;
  /** What is being told, fixed for good. */
  telling?: FixedNews[];
  /** What they were told. */
  said?: Said;
  /** When the fields of its callbacks were deleted; absent where something was told since. */
  bareAt?: Date;
  /** What the summaries of results count it as, such as `length/30`. */
  results?: string[];
};

export const CALL_MODEL = 'Call';

/** What a timeline alone needs. */
export const WITHOUT_EVENTS = {
  'attempts.events': 0,
  later: 0,
  steps: 0,
  outbox: 0,
  telling: 0,
  said: 0,
} as const;

/** The call without what only queries need. */
export const toCall = ({
  _id,
  sids: _sids,
  live: _live,
  hasRecording: _hasRecording,
  hasFeedback: _hasFeedback,
  changedAt: _changedAt,
  uncounted: _uncounted,
  results: _results,
  outbox: _outbox,
  untold: _untold,
  telling: _telling,
  said: _said,
  bareAt: _bareAt,
  plan,
  attempts,
  later,
  ...rest
}: CallDocument): Call => ({
  id: _id,
  ...rest,
  attempts: attemptsWith(attempts, later),
  ...(plan && { plan: toPlan(plan) }),
});

/** A new call as it is stored. */
export const toCallDocument = ({ id, plan, attempts, steps = [], ...rest }: Call): CallDocument => ({
  _id: id,
  ...rest,
  attempts: attempts.map((attempt) => ({ ...attempt, events: attempt.events ?? [] })),
  ...(attempts.length > 0 && { live: attempts.map(({ n }) => n) }),
  hasRecording: false,
  hasFeedback: false,
  uncounted: 1,
  ...(plan && { plan: toStoredPlan(plan) }),
  steps,
});

const overSchema = new Schema<CallOver>(
  { code: String, message: String, at: { type: Date, required: true } },
  { _id: false },
);

const wishSchema = new Schema<Wish>(
  {
    kind: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

const waitSchema = new Schema<Wait>(
  {
    lane: { type: String, required: true },
    dueAt: { type: Date, required: true },
    why: { type: String, required: true },
    expiresAt: Date,
  },
  { _id: false },
);

const checkSchema = new Schema<Check>(
  { urgency: { type: Number, required: true }, at: { type: Date, required: true } },
  { _id: false },
);

export const callSchema = new Schema<CallDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    to: { type: String, required: true },
    userExternalId: { type: String, required: true },
    content: { type: new Schema({ kind: String, text: String }, { _id: false }), required: true },
    recordingEnabled: { type: Boolean, required: true },
    requestedBy: String,
    ringSeconds: Number,
    attempts: { type: [attemptSchema], default: [] },
    later: { type: Schema.Types.Mixed, default: undefined },
    sids: { type: [String], default: undefined },
    rank: { type: Number, required: true },
    hasRecording: { type: Boolean, default: false },
    hasFeedback: { type: Boolean, default: false },
    uncounted: Number,
    outbox: { type: [Schema.Types.Mixed], default: undefined },
    telling: { type: [Schema.Types.Mixed], default: undefined },
    untold: Number,
    said: { type: Schema.Types.Mixed, default: undefined },
    results: { type: [String], default: undefined },
    createdAt: { type: Date, required: true },
    changedAt: Date,
    bareAt: Date,
    storeBy: Date,
    storedAt: Date,
    erasedAt: Date,
    erasedBy: String,
    check: { type: checkSchema, default: undefined },
    live: { type: [Number], default: undefined },
    plan: { type: Schema.Types.Mixed, default: undefined },
    wait: { type: waitSchema, default: undefined },
    wish: { type: wishSchema, default: undefined },
    over: { type: overSchema, default: undefined },
    trace: String,
    steps: { type: [Schema.Types.Mixed], default: [] },
  },
  { collection: 'calls', versionKey: false },
);

addCallIndexes(callSchema);
