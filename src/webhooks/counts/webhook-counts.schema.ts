import { Schema } from 'mongoose';
import type { WebhookBatch, WebhookCount } from './webhook-count.js';

export type WebhookBatchDocument = Omit<WebhookBatch, 'id'> & { _id: string };

export const WEBHOOK_COUNTS_MODEL = 'WebhookCounts';

/** A little longer than anybody can ask for. */
const KEPT_SECONDS = 8 * 86_400;

const countSchema = new Schema<WebhookCount>(
  {
    kind: { type: String, required: true },
    result: { type: String, required: true },
    reason: { type: String },
    count: { type: Number, required: true },
    lastAt: { type: Date, required: true },
  },
  { _id: false },
);

export const webhookCountsSchema = new Schema<WebhookBatchDocument>(
  {
    _id: { type: String, required: true },
    until: { type: Date, required: true },
    counts: { type: [countSchema], required: true },
  },
  { collection: 'webhook_counts', versionKey: false, strict: 'throw' },
);

webhookCountsSchema.index({ until: 1 }, { expireAfterSeconds: KEPT_SECONDS });
