import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { DELETION_MS } from './hold.js';
import { HOLD_MODEL, type HoldDocument, holdSchema } from './hold.schema.js';
import { HoldsMongoRepository } from './holds.mongo.repository.js';
import type { HoldsRepository } from './holds.repository.js';
import { HoldsMemoryRepository } from './testing/holds.memory.repository.js';

let database: TestDatabase;
let model: Model<HoldDocument>;
let mongo: HoldsRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<HoldDocument>(HOLD_MODEL, holdSchema);
  mongo = new HoldsMongoRepository(model);
});
afterAll(() => database.close());

describe.each([
  ['HoldsMemoryRepository', () => new HoldsMemoryRepository()],
  ['HoldsMongoRepository', () => mongo],
])('%s', (_name, open) => {
  it('keeps the last reason and the first moment, until it is lifted', async () => {
    const [holds, callId] = [open(), randomUUID()];
    const [since, later] = [new Date(1_000), new Date(2_000)];
    await holds.put({ callId, reason: 'A', since }, since);
    await expect(holds.put({ callId, reason: 'B', since: later }, later)).resolves.toEqual({
      ...{ callId, reason: 'B', since },
    });
    await expect(holds.findAmong([randomUUID(), callId])).resolves.toEqual([{ callId, reason: 'B', since }]);
    await expect(holds.findAmong([])).resolves.toEqual([]);
    for (let n = 0; n < 2; n += 1) await holds.remove(callId);
    await expect(holds.findAmong([callId])).resolves.toEqual([]);
  });

  it('has an erasure begin where there is none, and then puts none there', async () => {
    const [holds, held, free] = [open(), randomUUID(), randomUUID()];
    const since = new Date(1_000);
    await holds.put({ callId: held, reason: 'A', since }, since);
    for (let n = 0; n < 2; n += 1) await expect(holds.claim([held, free], 'one')).resolves.toEqual([held]);
    await expect(holds.put({ callId: free, reason: 'B', since }, since)).resolves.toBe('erased');
    await holds.remove(free);
    await expect(holds.put({ callId: free, reason: 'B', since }, since)).resolves.toBe('erased');
    await expect(holds.findAmong([held, free])).resolves.toEqual([{ callId: held, reason: 'A', since }]);
    const { data } = await holds.findPage({ page: 1, pageSize: 100 });
    expect(data.map(({ callId }) => callId)).not.toContain(free);
    await holds.remove(held);
    await expect(holds.claim([held], 'one')).resolves.toEqual([]);
  });

  it('are listed in pages, newest first', async () => {
    const holds = open();
    const made = [1_000, 3_000, 2_000].map((at) => ({
      callId: randomUUID(),
      reason: 'A',
      since: new Date(at),
    }));
    for (const each of made) await holds.put(each, each.since);
    const [first, second] = [
      await holds.findPage({ page: 1, pageSize: 2 }),
      await holds.findPage({ page: 2, pageSize: 2 }),
    ];
    expect(first).toEqual({ page: 1, pageSize: 2, total: 3, data: [made[1], made[2]] });
    expect(second.data).toEqual([made[0]]);
  });

  it('has deletions begin where there is none, and puts none there until the last has ended', async () => {
    const [holds, held, free, now] = [open(), randomUUID(), randomUUID(), new Date(1_000)];
    const hold = { callId: free, reason: 'B', since: now };
    const until = new Date(now.getTime() + DELETION_MS);
    await holds.put({ ...hold, callId: held }, now);
    for (const by of ['a', 'b'])
      await expect(holds.beginDeletion([free, held], { by, until })).resolves.toEqual([held]);
    for (const by of ['a', 'b', 'b']) {
      await expect(holds.put(hold, now)).resolves.toBe('deleting');
      if (by === 'b') await holds.endDeletion([free], 'a');
      else await holds.endDeletion([free, held], by);
    }
    await holds.endDeletion([free], 'b');
    await expect(holds.put(hold, now)).resolves.toEqual(hold);
    await expect(holds.beginDeletion([free], { by: 'c', until })).resolves.toEqual([free]);
    await holds.endDeletion([], 'c');
  });

  it.each([
    ['has died', new Date(500)],
    ['had a clock that was wrong', new Date(9_000_000_000)],
  ])('waits for no deletion whose process %s', async (_what, until) => {
    const [holds, callId, now] = [open(), randomUUID(), new Date(1_000)];
    await holds.beginDeletion([callId], { by: 'a', until });
    await expect(holds.put({ callId, reason: 'B', since: now }, now)).resolves.toMatchObject({ callId });
    await holds.endDeletion([callId], 'a');
    await expect(holds.findAmong([callId])).resolves.toHaveLength(1);
  });

  it('has an erasure begin while something is deleted, which outlasts that', async () => {
    const [holds, callId, now] = [open(), randomUUID(), new Date(1_000)];
    await holds.beginDeletion([callId], { by: 'a', until: new Date(2_000) });
    await expect(holds.claim([callId], 'one')).resolves.toEqual([]);
    await holds.endDeletion([callId], 'a');
    await expect(holds.put({ callId, reason: 'B', since: now }, now)).resolves.toBe('erased');
  });

  it('is a hold, or a deletion, or an erasure, whichever is first, however many are at it', async () => {
    const [holds, now, until] = [open(), new Date(1_000), new Date(2_000)];
    for (let round = 0; round < 25; round += 1) {
      const callId = randomUUID();
      const begin = (by: string) => holds.beginDeletion([callId], { by, until });
      const ways = [
        ...[begin('a'), holds.put({ callId, reason: 'A', since: now }, now)],
        ...[holds.claim([callId], 'one'), begin('b')],
      ] as const;
      const [a, hold, erasure, b] = await Promise.all(ways);
      const isHeld = typeof hold !== 'string';
      expect([a, erasure, b]).toEqual(Array.from({ length: 3 }, () => (isHeld ? [callId] : [])));
    }
  });
});

it('a deletion begins also where another one, or an erasure, is made at the same moment', async () => {
  const [callId, now] = [randomUUID(), new Date(1_000)];
  const taken = { code: 11_000, keyPattern: { _id: 1 }, writeErrors: [{ index: 0, code: 11_000 }] };
  jest.spyOn(model.collection, 'bulkWrite').mockRejectedValueOnce(Object.assign(new Error('taken'), taken));
  await expect(mongo.beginDeletion([callId], { by: 'a', until: new Date(2_000) })).resolves.toEqual([]);
  await expect(mongo.put({ callId, reason: 'A', since: now }, now)).resolves.toBe('deleting');
});
