import { Schema } from 'mongoose';
import type { Deletion, Hold } from './hold.js';

/**
 * A hold, or in its place that an erasure has begun with the call, or that something of it is being deleted: beside a hold
 * there is none of the others.
 */
export type HoldDocument = { _id: string } & Partial<Omit<Hold, 'callId'>> & {
    erasure?: string;
    deletions?: Deletion[];
  };

export const HOLD_MODEL = 'Hold';

export const holdSchema = new Schema<HoldDocument>(
  {
    _id: { type: String, required: true },
    reason: String,
    since: Date,
    erasure: String,
    deletions: { type: [Schema.Types.Mixed], default: undefined },
  } as object,
  { collection: 'holds', versionKey: false },
);

holdSchema.index({ since: -1, _id: -1 }, { sparse: true });
