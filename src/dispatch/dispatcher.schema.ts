import { Schema } from 'mongoose';
import type { Tripped } from './breaker.js';
import type { DispatcherRecord } from './dispatcher-record.js';

export type DispatcherDocument = DispatcherRecord & { _id: string };

export const DISPATCHER_MODEL = 'Dispatcher';
export const DISPATCHER_ID = 'dispatcher';

const leaderSchema = new Schema<NonNullable<DispatcherRecord['leader']>>(
  { name: String, since: Date },
  { _id: false },
);

const trippedSchema = new Schema<Tripped>(
  {
    retryAt: { type: Date, required: true },
    refusal: { type: new Schema({ code: String, message: String }, { _id: false }), default: undefined },
  },
  { _id: false },
);

export const dispatcherSchema = new Schema<DispatcherDocument>(
  {
    _id: { type: String, required: true },
    term: { type: String, default: null },
    beat: { type: Number, required: true },
    leader: { type: leaderSchema, default: undefined },
    now: { type: Date, required: true },
    pausedAt: Date,
    tripped: { type: trippedSchema, default: undefined },
    faults: { type: Number, required: true },
    rules: Number,
    followerSeenAt: Date,
  },
  { collection: 'dispatcher', versionKey: false },
);
