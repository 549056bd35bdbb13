import { type WebhookBatch, type WebhookCount, WebhookTally } from '../webhook-count.js';
import { WebhookCountsRepository } from '../webhook-counts.repository.js';

export class WebhookCountsMemoryRepository extends WebhookCountsRepository {
  readonly batches = new Map<string, WebhookBatch>();

  async keep(batch: WebhookBatch): Promise<void> {
    if (!this.batches.has(batch.id)) this.batches.set(batch.id, structuredClone(batch));
  }

  async sumSince(since: Date, exceptId?: string): Promise<WebhookCount[]> {
    const tally = new WebhookTally();
    for (const { id, until, counts } of this.batches.values())
      if (until >= since && id !== exceptId) tally.add(counts);
    return tally.all;
  }
}
