import { Schema } from 'mongoose';
import type { Hold } from './hold.js';

/** A hold, or in its place that an erasure has begun with the call: of the two there is one at most. */
export type HoldDocument = { _id: string } & Partial<Omit<Hold, 'callId'>> & { erasure?: string };

export const HOLD_MODEL = 'Hold';

export const holdSchema = new Schema<HoldDocument>(
  {
    _id: { type: String, required: true },
    reason: String,
    since: Date,
    erasure: String,
  },
  { collection: 'holds', versionKey: false },
);

holdSchema.index({ since: -1, _id: -1 }, { sparse: true });
