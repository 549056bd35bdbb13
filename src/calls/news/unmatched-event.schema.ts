import { Schema } from 'mongoose';
import type { UnmatchedEvent } from './unmatched-events.repository.js';

export type UnmatchedEventDocument = Omit<UnmatchedEvent, 'key'> & { _id: string; receivedAt: Date };

export const UNMATCHED_EVENT_MODEL = 'UnmatchedEvent';

const KEPT_SECONDS = 90 * 24 * 3600;

export const unmatchedEventSchema = new Schema<UnmatchedEventDocument>(
  {
    _id: { type: String, required: true },
    callSid: String,
    reason: { type: String, required: true },
    callback: { type: Schema.Types.Mixed, required: true },
    receivedAt: { type: Date, required: true },
  },
  { collection: 'unmatched_events', versionKey: false, minimize: false },
);

unmatchedEventSchema.index({ callSid: 1, receivedAt: 1 });
unmatchedEventSchema.index({ 'callback.callId': 1, receivedAt: 1 });
// Of a callee whose call nobody knows.
unmatchedEventSchema.index({ 'callback.params.To': 1, receivedAt: 1 });
unmatchedEventSchema.index({ 'callback.params.Called': 1, receivedAt: 1 });
unmatchedEventSchema.index({ receivedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
