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
});
