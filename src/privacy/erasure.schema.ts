import { Schema } from 'mongoose';
import type { Erasure } from './erasure.js';

export type ErasureDocument = Omit<Erasure, 'id'> & { _id: string };

export const ERASURE_MODEL = 'Erasure';

export const erasureSchema = new Schema<ErasureDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    subject: { type: String, required: true },
    revision: { type: Number, required: true },
    requestedAt: { type: Date, required: true },
    step: { type: String, required: true },
    open: String,
    whose: { type: Schema.Types.Mixed, default: undefined },
    batch: { type: Schema.Types.Mixed, default: undefined },
    erased: { type: Schema.Types.Mixed, required: true },
    waitingFor: Number,
    onHold: Number,
    isLooked: Boolean,
    lateAt: Date,
    problem: String,
    nextAt: Date,
    finishedAt: Date,
  } as object,
  { collection: 'erasures', versionKey: false, minimize: false, strict: 'throw' },
);

erasureSchema.index({ nextAt: 1 }, { sparse: true });
erasureSchema.index({ open: 1 }, { unique: true, sparse: true });
erasureSchema.index({ subject: 1, requestedAt: -1 });
erasureSchema.index({ requestedAt: -1, _id: -1 });
