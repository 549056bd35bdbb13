import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { someCall } from '../testing/call.factory.js';
import { changing } from '../testing/changing.js';
import { ChangeMarksMongoRepository } from './change-marks.mongo.repository.js';
import { ElsewhereMongoRepository } from './elsewhere.mongo.repository.js';

class SomeStream extends EventEmitter {
  close = jest.fn(async () => undefined);
}

/** Calls of a server that says this of itself. */
const callsAt = (hello: object, watch: () => unknown): Model<CallDocument> =>
  ({ db: { db: { command: async () => hello } }, collection: { watch } }) as unknown as Model<CallDocument>;

describe('changes elsewhere', () => {
  it.each([{ setName: 'rs0' }, { msg: 'isdbgrid' }])('are told by a change stream of %j', async (hello) => {
    const stream = new SomeStream();
    const ring = jest.fn();
    const watch = await new ElsewhereMongoRepository(callsAt(hello, () => stream)).watch(ring);
    expect(watch.lookEachMs).toBe(10_000);
    stream.emit('change', {});
    expect(ring).toHaveBeenCalledTimes(1);
    stream.emit('error', new Error('gone'));
    expect([ring.mock.calls.length, watch.lookEachMs]).toEqual([2, 1_000]);
    await watch.stop();
    expect(stream.close).toHaveBeenCalled();
  });

  it('are looked for each second where the server tells of none, or cannot', async () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    for (const hello of [{}, { setName: 'rs0' }]) {
      const watch = await new ElsewhereMongoRepository(callsAt(hello, refuse)).watch(() => undefined);
      expect(watch.lookEachMs).toBe(1_000);
      await watch.stop();
    }
  });
});

describe('the database', () => {
  let database: TestDatabase;
  let model: Model<CallDocument>;
  beforeAll(async () => {
    database = await openTestDatabase();
    model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
    await model.init();
  });
  afterAll(() => database.close());

  it('marks each change by its own clock, and finds the calls that changed by that', async () => {
    const marks = new ChangeMarksMongoRepository(model);
    expect(await marks.newest()).toBe(0);
    const { insert, store } = changing(new CallChangesMongoRepository(model));
    const [first, second] = [someCall(), someCall()];
    await insert(first);
    await insert(second);
    const made = await marks.newest();
    expect(Math.abs(made - Date.now())).toBeLessThan(60_000);
    await store({ kind: 'rated', callId: first.id, at: new Date() });
    const found = await marks.findSince(0, 10);
    expect(found.map(({ id, version }) => [id, version])).toEqual([
      [second.id, 1],
      [first.id, 2],
    ]);
    const last = await marks.newest();
    expect((await marks.findSince(last, 10)).map(({ id }) => id)).toContain(first.id);
    expect(await marks.findSince(last + 1, 10)).toEqual([]);
    expect(await marks.findSince(0, 1)).toHaveLength(1);
  });

  it('is watched in whichever way it has', async () => {
    const ring = jest.fn();
    const watch = await new ElsewhereMongoRepository(model).watch(ring);
    expect([1_000, 10_000]).toContain(watch.lookEachMs);
    const { insert } = changing(new CallChangesMongoRepository(model));
    const hasRung = async () => {
      await insert(someCall());
      return ring.mock.calls.length > 0;
    };
    if (watch.lookEachMs === 10_000) await waitFor('the bell', hasRung, 10_000);
    await watch.stop();
  });
});
