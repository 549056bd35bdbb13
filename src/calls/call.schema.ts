import { Schema } from 'mongoose';
import type { Attempt, Call } from './call.js';
import type { CallEvent } from './call-event.js';

/** A call as it is stored. */
export type CallDocument = Omit<Call, 'id'> & {
  _id: string;
  /** The SIDs of all attempts; absent until the first is known, for the index is unique and sparse. */
  sids?: string[];
};

export const CALL_MODEL = 'Call';

const eventSchema = new Schema<CallEvent>(
  {
    key: { type: String, required: true },
    source: { type: String, required: true },
    kind: { type: String, required: true },
    status: String,
    occurredAt: Date,
    receivedAt: { type: Date, required: true },
    durationSeconds: Number,
    direction: String,
    answeredBy: String,
    sipCode: Number,
    startedAt: Date,
    endedAt: Date,
    price: String,
    priceUnit: String,
    params: { type: Schema.Types.Mixed, required: true },
  },
  { _id: false, minimize: false },
);

const attemptSchema = new Schema<Attempt>(
  {
    n: { type: Number, required: true },
    sid: String,
    submission: { type: String, required: true },
    reason: { type: new Schema({ code: String, message: String }, { _id: false }), default: undefined },
    createdAt: { type: Date, required: true },
    rank: { type: Number, required: true },
    apiDuration: Number,
    callbackDuration: Number,
    direction: String,
    answeredBy: String,
    sipCode: Number,
    price: String,
    priceUnit: String,
    startedAt: Date,
    answeredAt: Date,
    endedAt: Date,
    events: { type: [eventSchema], default: [] },
  },
  { _id: false },
);

export const callSchema = new Schema<CallDocument>(
  {
    _id: { type: String, required: true },
    to: { type: String, required: true },
    userExternalId: { type: String, required: true },
    content: { type: new Schema({ kind: String, text: String }, { _id: false }), required: true },
    recordingEnabled: { type: Boolean, required: true },
    attempts: { type: [attemptSchema], required: true },
    sids: { type: [String], default: undefined },
    createdAt: { type: Date, required: true },
    checkAt: Date,
  },
  { collection: 'calls', versionKey: false },
);

callSchema.index({ sids: 1 }, { unique: true, sparse: true });
callSchema.index({ checkAt: 1 }, { sparse: true });
callSchema.index({ to: 1, createdAt: -1, _id: -1 });
callSchema.index({ userExternalId: 1, createdAt: -1, _id: -1 });
