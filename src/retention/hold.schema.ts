import { Schema } from 'mongoose';
import type { Hold } from './hold.js';

export type HoldDocument = Omit<Hold, 'callId'> & { _id: string };

export const HOLD_MODEL = 'Hold';

export const holdSchema = new Schema<HoldDocument>(
  {
    _id: { type: String, required: true },
    reason: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { collection: 'holds', versionKey: false },
);

holdSchema.index({ since: -1, _id: -1 });
