import { Schema } from 'mongoose';

/** The last turn of a user, as it is stored; its `_id` is the user's external id. */
export interface TurnDocument {
  _id: string;
  turn: number;
  usedAt: Date;
}

export const TURN_MODEL = 'Turn';

const KEPT_SECONDS = 24 * 3600;

export const turnSchema = new Schema<TurnDocument>(
  {
    _id: { type: String, required: true },
    turn: { type: Number, required: true },
    usedAt: { type: Date, required: true },
  },
  { collection: 'turns', versionKey: false },
);

turnSchema.index({ usedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
