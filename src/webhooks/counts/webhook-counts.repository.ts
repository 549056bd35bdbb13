import type { WebhookBatch, WebhookCount } from './webhook-count.js';

/** Where the counts of all instances are kept, for some days. */
export abstract class WebhookCountsRepository {
  /** The same batch twice is kept once. */
  abstract keep(batch: WebhookBatch): Promise<void>;

  /** All that was counted from then on, sort by sort, but for the batch of this id. */
  abstract sumSince(since: Date, exceptId?: string): Promise<WebhookCount[]>;
}
