import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { LEASE_MODEL, type LeaseDocument, leaseSchema } from './lease.schema.js';
import { LeasesMongoRepository } from './leases.mongo.repository.js';
import type { LeasesRepository } from './leases.repository.js';
import { LeasesMemoryRepository } from './testing/leases.memory.repository.js';

let database: TestDatabase;
let mongo: LeasesRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  mongo = new LeasesMongoRepository(database.connection.model<LeaseDocument>(LEASE_MODEL, leaseSchema));
});
afterAll(() => database.close());
const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

describe.each([
  ['LeasesMemoryRepository', () => new LeasesMemoryRepository()],
  ['LeasesMongoRepository', () => mongo],
])('%s', (_name, open) => {
  it('gives work to one at a time, until its time is over or it is given back', async () => {
    const [leases, name] = [open(), randomUUID()];
    const taken = await Promise.all([1, 2, 3].map(() => leases.take(name, at(0), at(10))));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await expect(leases.take(name, at(9), at(19))).resolves.toBe(false);
    await expect(leases.take(name, at(10), at(20))).resolves.toBe(true);
    await leases.release(name, at(10));
    await expect(leases.take(name, at(11), at(21))).resolves.toBe(false);
    await leases.release(name, at(20));
    await expect(leases.take(name, at(12), at(22))).resolves.toBe(true);
  });

  it('gives to somebody else what was taken for so long that the clock was wrong', async () => {
    const [leases, name] = [open(), randomUUID()];
    await leases.take(name, at(5_000), at(5_010));
    await expect(leases.take(name, at(4_991), at(5_001))).resolves.toBe(false);
    await expect(leases.take(name, at(0), at(10))).resolves.toBe(true);
    expect(Math.abs((await leases.now()).getTime() - Date.now())).toBeLessThan(60_000);
  });
});
