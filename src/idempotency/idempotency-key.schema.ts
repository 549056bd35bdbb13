import { Schema } from 'mongoose';
import type { KeyRecord } from './key-record.js';

/** A key as it is stored; its `_id` is the hash, for the key itself is not stored. */
export type IdempotencyKeyDocument = Omit<KeyRecord, 'id'> & { _id: string };

export const IDEMPOTENCY_KEY_MODEL = 'IdempotencyKey';

const KEPT_SECONDS = 24 * 3600;

export const idempotencyKeySchema = new Schema<IdempotencyKeyDocument>(
  {
    _id: { type: String, required: true },
    fingerprint: { type: String, required: true },
    resourceId: { type: String, required: true },
    flight: { type: String, required: true },
    leaseUntil: { type: Date, required: true },
    claimedAt: { type: Date, required: true },
    answer: { type: Schema.Types.Mixed, default: undefined },
  },
  { collection: 'idempotency_keys', versionKey: false, strict: 'throw' },
);

idempotencyKeySchema.index({ resourceId: 1 });
idempotencyKeySchema.index({ claimedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
