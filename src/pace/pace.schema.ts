import { Schema } from 'mongoose';
import { type Breaker, CLOSED_BREAKER } from './breaker.js';
import type { Grant, Pace } from './pace.js';

/** The pace as it is stored, and what the last reservation was given. */
export type PaceDocument = Pace & { _id: string } & Partial<Omit<Grant, 'pace'>>;

export const PACE_MODEL = 'Pace';
export const PACE_ID = 'dispatch';

/** Nothing was dialled yet. */
export const NEW_PACE: Pace = { next: 0, current: 0, breaker: CLOSED_BREAKER };

export const toPace = ({ next, current, pausedAt, breaker, leader }: PaceDocument): Pace => ({
  next,
  current,
  ...(pausedAt && { pausedAt }),
  breaker,
  ...(leader && { leader }),
});

const breakerSchema = new Schema<Breaker>(
  {
    recent: { type: [Number], required: true },
    openUntil: Date,
    openMs: Number,
    probing: Boolean,
    refusal: { type: new Schema({ code: String, message: String }, { _id: false }), default: undefined },
    version: { type: Number, required: true },
  },
  { _id: false },
);

export const paceSchema = new Schema<PaceDocument>(
  {
    _id: { type: String, required: true },
    next: { type: Number, required: true },
    current: { type: Number, required: true },
    pausedAt: Date,
    breaker: { type: breakerSchema, required: true },
    leader: { type: new Schema({ id: String, until: Date }, { _id: false }), default: undefined },
    granted: Number,
    first: Number,
    now: Date,
  },
  { collection: 'dispatch', versionKey: false },
);
