import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import type { CallListRepository } from '../list/call-list.repository.js';
import { CallListMongoRepository } from '../list/call-list.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { someCall, someEvent } from '../testing/call.factory.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { UncountedCallsMemoryRepository } from '../testing/uncounted-calls.memory.repository.js';
import type { UncountedCall } from './uncounted.js';
import { UncountedCallsMongoRepository } from './uncounted-calls.mongo.repository.js';
import type { UncountedCallsRepository } from './uncounted-calls.repository.js';
import { UncountedCallsService } from './uncounted-calls.service.js';

interface Room {
  changes: CallChangesRepository;
  lists: CallListRepository;
  uncounted: UncountedCallsRepository;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 30_000);
afterAll(() => database.close());

const openMongo = async (): Promise<Room> => {
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  return {
    changes: new CallChangesMongoRepository(model),
    lists: new CallListMongoRepository(model),
    uncounted: new UncountedCallsMongoRepository(model),
  };
};

const openMemory = async (): Promise<Room> => {
  const calls = new CallsMemoryRepository();
  return {
    changes: new CallChangesMemoryRepository(calls, () => new Date()),
    lists: new CallListMemoryRepository(calls),
    uncounted: new UncountedCallsMemoryRepository(calls),
  };
};

const settled = ({ call, uncounted }: UncountedCall, ...results: string[]) => ({
  id: call.id,
  version: call.version,
  uncounted,
  results,
});

describe.each([
  ['UncountedCallsMongoRepository', openMongo],
  ['UncountedCallsMemoryRepository', openMemory],
])('%s', (_, open) => {
  it('has each call that was made, told of, rated or marked, until that is counted', async () => {
    const { changes, uncounted, lists } = await open();
    const [a, b] = [someCall(), someCall()];
    for (const call of [a, b]) await changes.store({ kind: 'requested', call });
    const find = async (atOnce = 10) => {
      const pages: UncountedCall[][] = [];
      for await (const page of uncounted.find(atOnce)) pages.push(page);
      expect(pages.every((page) => page.length <= atOnce)).toBe(true);
      return new Map(pages.flat().map((each) => [each.call.id, each] as const));
    };
    const first = await find();
    expect([...first.keys()].sort()).toEqual([a.id, b.id].sort());
    expect([...(await find(1)).keys()].sort()).toEqual([a.id, b.id].sort());

    await uncounted.settle([...first.values()].map((each) => settled(each, 'length/10', 'dialled/7')));
    expect(await find()).toEqual(new Map());

    const ref = { callId: a.id, n: 1, sid: `CA${a.id}` };
    await changes.store({ kind: 'told', ref, event: someEvent(), check: { urgency: 0, at: new Date() } });
    const told = (await find()).get(a.id);
    await changes.store({ kind: 'rated', callId: a.id, at: new Date() });
    // It has changed since it was found.
    if (told) await uncounted.settle([settled(told, 'length/30')]);
    expect([...(await find()).keys()]).toEqual([a.id]);
    const rated = (await find()).get(a.id);
    expect(rated?.call.version).toBe((told?.call.version ?? 0) + 1);
    if (rated) await uncounted.settle([settled(rated, 'length/60', 'dialled/7')]);
    expect(await find()).toEqual(new Map());

    const listed = async (filter: { result?: string; anyResult?: string[] }) =>
      (await lists.find(filter, { page: 1, pageSize: 10 })).data.map(({ id }) => id).sort();
    expect(await listed({ result: 'length/60' })).toEqual([a.id]);
    expect(await listed({ anyResult: ['dialled/6', 'dialled/7'] })).toEqual([a.id, b.id].sort());
    expect(await listed({ anyResult: ['dialled/6', 'dialled/7'], result: 'length/10' })).toEqual([b.id]);
    expect(await listed({ anyResult: [] })).toEqual([]);

    // Marked while somebody counts it: it stays marked.
    const service = new UncountedCallsService(uncounted);
    await service.mark([a.id]);
    const marked = (await find()).get(a.id);
    await service.mark([a.id]);
    if (marked) await uncounted.settle([settled(marked, 'length/60')]);
    expect([...(await find()).keys()]).toEqual([a.id]);
    await uncounted.settle([...(await find()).values()].map((each) => settled(each)));
    expect(await find()).toEqual(new Map());
    const read = new Map<string, string[]>();
    for await (const some of service.each(1))
      for (const { call, results } of some) read.set(call.id, results);
    expect(read).toEqual(
      new Map([
        [a.id, []],
        [b.id, ['length/10', 'dialled/7']],
      ]),
    );
  });

  it('settles calls together, each that is as it was found, with its own results', async () => {
    const { changes, uncounted, lists } = await open();
    const calls = Array.from({ length: 4 }, () => someCall());
    for (const call of calls) await changes.store({ kind: 'requested', call });
    const found: UncountedCall[] = [];
    for await (const page of uncounted.find(10))
      found.push(...page.filter(({ call }) => calls.some(({ id }) => id === call.id)));
    const [first, other] = calls;
    await changes.store({ kind: 'rated', callId: first?.id ?? '', at: new Date() });
    await uncounted.settle(found.map((each) => settled(each, `dialled/${each.call.id}`)));
    const left: string[] = [];
    for await (const page of uncounted.find(10)) left.push(...page.map(({ call }) => call.id));
    expect(left).toEqual([first?.id]);
    const listed = async (id = '') =>
      (await lists.find({ result: `dialled/${id}` }, { page: 1, pageSize: 10 })).data.map((call) => call.id);
    expect(await listed(other?.id)).toEqual([other?.id]);
    expect(await listed(first?.id)).toEqual([]);
  });
});
