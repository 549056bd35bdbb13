import { Schema } from 'mongoose';

/** The name under which the model is registered and injected. */
export const USER_MODEL = 'User';

/** A user as MongoDB holds it. */
export interface UserRecord {
  _id: string;
  name: string;
  email: string;
  phoneNumber: string;
  externalId?: string;
  /** The id and the external id, under one unique index: neither can be another user's either. */
  handles: string[];
  createdAt: Date;
  updatedAt: Date;
}

export const userSchema = new Schema<UserRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    email: { type: String, required: true },
    phoneNumber: { type: String, required: true },
    externalId: String,
    handles: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'users', versionKey: false, strict: 'throw' },
);

userSchema.index({ email: 1 }, { unique: true });
userSchema.index({ handles: 1 }, { unique: true });
userSchema.index({ createdAt: -1, _id: -1 });
