import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { WebhookCountsMemoryRepository } from './testing/webhook-counts.memory.repository.js';
import type { WebhookCount } from './webhook-count.js';
import { WebhookCountsMongoRepository } from './webhook-counts.mongo.repository.js';
import type { WebhookCountsRepository } from './webhook-counts.repository.js';
import {
  WEBHOOK_COUNTS_MODEL,
  type WebhookBatchDocument,
  webhookCountsSchema,
} from './webhook-counts.schema.js';

let database: TestDatabase;
let model: Model<WebhookBatchDocument>;
beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<WebhookBatchDocument>(WEBHOOK_COUNTS_MODEL, webhookCountsSchema);
  await model.init();
});
afterAll(() => database.close());

/** Whole minutes ago: the server removes what is too old. */
const now = Math.floor(Date.now() / 60_000) * 60_000;
const ago = (minutes: number): Date => new Date(now - minutes * 60_000);
const accepted = (count: number, lastAt: Date): WebhookCount => ({
  kind: 'voice',
  result: 'accepted',
  count,
  lastAt,
});
const refused = (count: number, lastAt: Date): WebhookCount => ({
  ...accepted(count, lastAt),
  result: 'refused',
  reason: 'token',
});

describe.each<[string, () => WebhookCountsRepository]>([
  ['WebhookCountsMemoryRepository', () => new WebhookCountsMemoryRepository()],
  ['WebhookCountsMongoRepository', () => new WebhookCountsMongoRepository(model)],
])('%s', (_name, open) => {
  it('adds up what was counted since then, sort by sort, each batch once', async () => {
    const counts = open();
    await expect(counts.sumSince(ago(9))).resolves.toEqual([]);
    await counts.keep({ id: 'a', until: ago(3), counts: [accepted(1, ago(3))] });
    await counts.keep({ id: 'b', until: ago(2), counts: [accepted(2, ago(2)), refused(3, ago(2))] });
    await counts.keep({ id: 'b', until: ago(1), counts: [accepted(9, ago(1))] });
    await counts.keep({ id: 'c', until: ago(1), counts: [refused(4, ago(1))] });
    const sum = async (minutes: number, exceptId?: string) =>
      (await counts.sumSince(ago(minutes), exceptId)).sort((a, b) => (a.result < b.result ? -1 : 1));
    expect(await sum(9)).toEqual([accepted(3, ago(2)), refused(7, ago(1))]);
    expect(await sum(2)).toEqual([accepted(2, ago(2)), refused(7, ago(1))]);
    expect(await sum(9, 'b')).toEqual([accepted(1, ago(3)), refused(4, ago(1))]);
  });
});
