import { Schema } from 'mongoose';
import type { DoNotCallEntry } from './do-not-call-entry.js';

export type DoNotCallDocument = Omit<DoNotCallEntry, 'id'> & { _id: string };

export const DO_NOT_CALL_MODEL = 'DoNotCall';

export const doNotCallSchema = new Schema<DoNotCallDocument>(
  {
    _id: { type: String, required: true },
    lastFour: { type: String, required: true },
    source: { type: String, required: true },
    note: String,
    addedAt: { type: Date, required: true },
  },
  { collection: 'do_not_call', versionKey: false },
);
