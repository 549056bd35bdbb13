import { Schema } from 'mongoose';
import type { Attempt } from './call.js';
import type { CallEvent } from './call-event.js';
import type { FailureReason } from './call-step.js';

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
    errorCode: Number,
    startedAt: Date,
    endedAt: Date,
    price: String,
    priceUnit: String,
    params: { type: Schema.Types.Mixed, required: true },
  },
  { _id: false, minimize: false },
);

const reasonSchema = new Schema<FailureReason>({ code: String, message: String }, { _id: false });

export const attemptSchema = new Schema<Attempt>(
  {
    n: { type: Number, required: true },
    key: String,
    sid: String,
    isUnclear: Boolean,
    submission: { type: String, required: true },
    reason: { type: reasonSchema, default: undefined },
    createdAt: { type: Date, required: true },
    rank: { type: Number, required: true },
    apiDuration: Number,
    callbackDuration: Number,
    direction: String,
    answeredBy: String,
    sipCode: Number,
    errorCode: Number,
    price: String,
    priceUnit: String,
    startedAt: Date,
    answeredAt: Date,
    endedAt: Date,
    goneAt: Date,
    events: { type: [eventSchema], default: [] },
    asked: { type: Schema.Types.Mixed, default: undefined },
  },
  { _id: false },
);
