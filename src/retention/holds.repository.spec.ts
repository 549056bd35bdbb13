import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { HOLD_MODEL, type HoldDocument, holdSchema } from './hold.schema.js';
import { HoldsMongoRepository } from './holds.mongo.repository.js';
import type { HoldsRepository } from './holds.repository.js';
import { HoldsMemoryRepository } from './testing/holds.memory.repository.js';

let database: TestDatabase;
let mongo: HoldsRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  mongo = new HoldsMongoRepository(database.connection.model<HoldDocument>(HOLD_MODEL, holdSchema));
});
afterAll(() => database.close());

describe.each([
  ['HoldsMemoryRepository', () => new HoldsMemoryRepository()],
  ['HoldsMongoRepository', () => mongo],
])('%s', (_name, open) => {
  it('keeps the last reason and the first moment, until it is lifted', async () => {
    const [holds, callId] = [open(), randomUUID()];
    const [since, later] = [new Date(1_000), new Date(2_000)];
    await holds.put({ callId, reason: 'A', since });
    await expect(holds.put({ callId, reason: 'B', since: later })).resolves.toEqual({
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
    await holds.put({ callId: held, reason: 'A', since });
    for (let n = 0; n < 2; n += 1) await expect(holds.claim([held, free], 'one')).resolves.toEqual([held]);
    await expect(holds.put({ callId: free, reason: 'B', since })).resolves.toBeNull();
    await holds.remove(free);
    await expect(holds.put({ callId: free, reason: 'B', since })).resolves.toBeNull();
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
    for (const each of made) await holds.put(each);
    const [first, second] = [
      await holds.findPage({ page: 1, pageSize: 2 }),
      await holds.findPage({ page: 2, pageSize: 2 }),
    ];
    expect(first).toEqual({ page: 1, pageSize: 2, total: 3, data: [made[1], made[2]] });
    expect(second.data).toEqual([made[0]]);
  });
});
