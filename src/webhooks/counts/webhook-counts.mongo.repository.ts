import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { type WebhookBatch, type WebhookCount, WebhookTally } from './webhook-count.js';
import { WebhookCountsRepository } from './webhook-counts.repository.js';
import { WEBHOOK_COUNTS_MODEL, type WebhookBatchDocument } from './webhook-counts.schema.js';

@Injectable()
export class WebhookCountsMongoRepository extends WebhookCountsRepository {
  constructor(@InjectModel(WEBHOOK_COUNTS_MODEL) private readonly batches: Model<WebhookBatchDocument>) {
    super();
  }

  async keep({ id, ...batch }: WebhookBatch): Promise<void> {
    try {
      await this.batches.create({ _id: id, ...batch });
    } catch (error) {
      if (!duplicateKeyFields(error)) throw error;
    }
  }

  async sumSince(since: Date, exceptId?: string): Promise<WebhookCount[]> {
    const tally = new WebhookTally();
    const found = this.batches
      .find({ until: { $gte: since } })
      .lean<WebhookBatchDocument>()
      .cursor();
    for await (const { _id, counts } of found) if (_id !== exceptId) tally.add(counts);
    return tally.all;
  }
}
