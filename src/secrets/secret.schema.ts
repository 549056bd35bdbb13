import { Schema } from 'mongoose';
import type { SecretRecord } from './secret-record.js';

export type SecretDocument = SecretRecord & { _id: string };

export const SECRET_MODEL = 'Secret';

export const secretSchema = new Schema<SecretDocument>(
  { _id: { type: String, required: true }, made: String, mark: { type: String, required: true } },
  { collection: 'secrets', versionKey: false, strict: 'throw' },
);
