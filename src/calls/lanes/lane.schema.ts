import { Schema } from 'mongoose';
import type { Lane } from '../model/lane.js';

/** `heldBy` names who has it in memory, and as what. */
export type LaneDocument = Omit<Lane, 'id'> & { _id: string; heldBy?: string };

export const LANE_MODEL = 'Lane';

export const laneSchema = new Schema<LaneDocument>(
  {
    _id: { type: String, required: true },
    priority: { type: Number, required: true },
    at: { type: Date, required: true },
    rev: { type: String, required: true },
    heldBy: String,
  },
  { collection: 'lanes', versionKey: false },
);

laneSchema.index({ priority: -1, at: 1 });
laneSchema.index({ at: 1 });
laneSchema.index({ heldBy: 1 }, { sparse: true });
