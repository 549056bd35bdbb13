import { Schema } from 'mongoose';
import type { KeptWindow } from './kept-window.js';
import type { Slot } from './sliding-window.js';

export type WindowDocument = KeptWindow & { _id: string; expiresAt: Date };

export const WINDOW_MODEL = 'LimitWindow';

/** A crash of the database takes back no more than a moment's counts; each request would wait for the disk. */
export const UNHURRIED = { w: 1, j: false } as const;

const slotSchema = new Schema<Slot>(
  { at: { type: Number, required: true }, count: { type: Number, required: true } },
  { _id: false },
);

export const windowSchema = new Schema<WindowDocument>(
  {
    _id: { type: String, required: true },
    slots: { type: [slotSchema], required: true },
    mark: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  {
    collection: 'limit_windows',
    versionKey: false,
    strict: 'throw',
    writeConcern: UNHURRIED,
  },
);

windowSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
