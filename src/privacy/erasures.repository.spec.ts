import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import type { Erasure } from './erasure.js';
import { ERASURE_MODEL, type ErasureDocument, erasureSchema } from './erasure.schema.js';
import { ErasuresMongoRepository } from './erasures.mongo.repository.js';
import type { ErasuresRepository } from './erasures.repository.js';
import { ErasuresMemoryRepository } from './testing/erasures.memory.repository.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const openStored = async (): Promise<ErasuresRepository> => {
  const model = database.connection.model<ErasureDocument>(ERASURE_MODEL, erasureSchema);
  await model.init();
  return new ErasuresMongoRepository(model);
};

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const asked = (second: number, changes: Partial<Erasure> = {}): Erasure => ({
  ...{ id: randomUUID(), kind: 'callee', subject: 'number:1', requestedAt: at(second), step: 'account' },
  ...{
    revision: 0,
    erased: {},
    nextAt: at(second),
    whose: { kind: 'callee', handles: [], numbers: ['+14155550177'] },
  },
  ...changes,
});

describe.each([
  ['ErasuresMemoryRepository', async (): Promise<ErasuresRepository> => new ErasuresMemoryRepository()],
  ['ErasuresMongoRepository', openStored],
])('%s', (_name, open) => {
  it('gives an erasure to one at a time, who alone may change it', async () => {
    const erasures = await open();
    const erasure = asked(1);
    await erasures.insert(erasure);
    await expect(erasures.claim(at(0), at(9))).resolves.toBeNull();
    const claims = [1, 2, 3].map(() => erasures.claim(at(5), at(9)));
    const [mine, ...others] = (await Promise.all(claims)).filter((each) => each !== null);
    expect([mine, others]).toEqual([{ ...erasure, revision: 1, nextAt: at(9) }, []]);
    await expect(erasures.replace({ ...mine!, revision: 0 })).resolves.toBeNull();
    const next = (await erasures.claim(at(9), at(20)))!;
    expect(next).toMatchObject({ revision: 2 });
    await expect(erasures.replace({ ...mine!, step: 'calls' })).resolves.toBeNull();
    const { nextAt: _nextAt, whose: _whose, ...rest } = next;
    const done = { ...rest, step: 'done' as const, erased: { calls: 2 } };
    await expect(erasures.replace(done)).resolves.toEqual({ ...done, revision: 3 });
    await expect(erasures.find(erasure.id)).resolves.toStrictEqual({ ...done, revision: 3 });
    await expect(erasures.claim(at(99), at(100))).resolves.toBeNull();
  });

  it('keeps one open erasure of a subject, and another once that is done', async () => {
    const erasures = await open();
    const subject = `number:${randomUUID()}`;
    const some = [11, 12, 13].map((second) => asked(second, { subject, open: subject }));
    const inserted = await Promise.all(some.map((each) => erasures.insert(each)));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    const { open: _open, whose: _whose, ...rest } = (await erasures.findOpen(subject))!;
    await erasures.replace({ ...rest, step: 'done' });
    await expect(erasures.findOpen(subject)).resolves.toBeNull();
    await expect(erasures.insert(asked(14, { subject, open: subject }))).resolves.toBe(true);
  });

  it('renews the lease of who has it, and of nobody who had it before', async () => {
    const erasures = await open();
    const erasure = asked(15);
    await erasures.insert({ ...erasure, nextAt: new Date(1) });
    const mine = (await erasures.claim(at(0), at(50)))!;
    await erasures.renew(mine, at(55));
    await expect(erasures.find(mine.id)).resolves.toEqual({ ...mine, nextAt: at(55) });
    await erasures.renew({ ...mine, revision: 0 }, at(59));
    const { nextAt: _nextAt, ...rest } = mine;
    const done = (await erasures.replace(rest))!;
    await erasures.renew(done, at(59));
    await expect(erasures.find(mine.id)).resolves.toStrictEqual(done);
  });

  it('finds the latest of a subject, and pages, newest first', async () => {
    const erasures = await open();
    const subject = `number:${randomUUID()}`;
    const [first, second, other] = [asked(21, { subject }), asked(22, { subject }), asked(23)];
    for (const each of [second, first, other]) await erasures.insert(each);
    await expect(erasures.findLatest(subject)).resolves.toEqual(second);
    await expect(erasures.findLatest('number:none')).resolves.toBeNull();
    await expect(erasures.find('none')).resolves.toBeNull();
    const { data } = await erasures.findPage({ page: 1, pageSize: 2 });
    expect(data.map(({ id }) => id)).toEqual([other.id, second.id]);
  });
});
