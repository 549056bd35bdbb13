import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { ManualClock } from '../../common/testing/manual-clock.js';
import { Clock } from '../../common/time/clock.service.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { someCall } from '../testing/call.factory.js';
import { changing } from '../testing/changing.js';
import { ChangeMarksMongoRepository } from './change-marks.mongo.repository.js';
import type { Watch } from './elsewhere.js';
import { ElsewhereMongoRepository } from './elsewhere.mongo.repository.js';

class SomeStream extends EventEmitter {
  close = jest.fn(async () => undefined);
  private end: (error: Error) => void = () => undefined;

  next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.once('change', resolve);
      this.end = reject;
    });
  }

  async tell(): Promise<void> {
    this.emit('change', {});
    await new Promise(setImmediate);
  }

  fail(): void {
    this.end(new Error('gone'));
  }
}

/** Calls of a server that says this of itself. */
const callsAt = (hello: object, watch: () => unknown): Model<CallDocument> =>
  ({ db: { db: { command: async () => hello } }, collection: { watch } }) as unknown as Model<CallDocument>;

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

const watchOf = (hello: object, open: () => unknown, ring: () => void): Promise<Watch> =>
  new ElsewhereMongoRepository(callsAt(hello, open), clock).watch(ring);

describe('changes elsewhere', () => {
  it.each([{ setName: 'rs0' }, { msg: 'isdbgrid' }])('are told by a change stream of %j', async (hello) => {
    const stream = new SomeStream();
    const ring = jest.fn();
    const watch = await watchOf(hello, () => stream, ring);
    expect(watch.lookEachMs).toBe(1_000);
    stream.emit('resumeTokenChanged', {});
    expect([ring.mock.calls.length, watch.lookEachMs]).toEqual([0, 10_000]);
    await stream.tell();
    expect(ring).toHaveBeenCalledTimes(1);
    await watch.stop();
    expect(stream.close).toHaveBeenCalled();
  });

  it('are told again after a stream failed, by one that is opened later each time', async () => {
    const opened: SomeStream[] = [];
    const open = (): SomeStream => {
      const stream = new SomeStream();
      opened.push(stream);
      return stream;
    };
    const ring = jest.fn();
    const watch = await watchOf({ setName: 'rs0' }, open, ring);
    await opened[0]?.tell();
    for (const pauseMs of [5_000, 10_000, 20_000]) {
      const last = opened.at(-1);
      last?.fail();
      await clock.run(pauseMs - 1);
      expect([opened.at(-1) === last, watch.lookEachMs]).toEqual([true, 1_000]);
      expect(last?.close).toHaveBeenCalledTimes(1);
      await clock.run(2);
      expect(opened.at(-1)).not.toBe(last);
    }
    ring.mockClear();
    opened.at(-1)?.emit('resumeTokenChanged', {});
    expect([ring.mock.calls.length, watch.lookEachMs]).toEqual([1, 10_000]);
    opened.at(-1)?.fail();
    await clock.run(5_001);
    expect(opened).toHaveLength(5);
    await watch.stop();
    await clock.run(600_000);
    expect(opened).toHaveLength(5);
  });

  it('are looked for often while the driver gets over a broken connection by itself, and no other stream is opened', async () => {
    const open = jest.fn((): SomeStream => stream);
    const stream = new SomeStream();
    const ring = jest.fn();
    const watch = await watchOf({ setName: 'rs0' }, open, ring);
    await stream.tell();
    stream.emit('close');
    expect([ring.mock.calls.length, watch.lookEachMs]).toEqual([2, 1_000]);
    await clock.run(60_000);
    stream.emit('resumeTokenChanged', {});
    await stream.tell();
    expect([ring.mock.calls.length, watch.lookEachMs]).toEqual([3, 10_000]);
    expect([open.mock.calls.length, stream.close.mock.calls.length]).toEqual([1, 0]);
    await watch.stop();
  });

  it('are looked for each second where the server tells of none, or cannot', async () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    for (const hello of [{}, { setName: 'rs0' }]) {
      const watch = await watchOf(hello, refuse, () => undefined);
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
    const watch = await new ElsewhereMongoRepository(model, new Clock()).watch(ring);
    const { insert } = changing(new CallChangesMongoRepository(model));
    const hasRung = async () => {
      await insert(someCall());
      return ring.mock.calls.length > 0;
    };
    const { setName, msg } = (await model.db.db?.command({ hello: 1 })) ?? {};
    const isTold = setName !== undefined || msg === 'isdbgrid';
    if (isTold) await waitFor('the bell', hasRung, 10_000);
    expect(watch.lookEachMs).toBe(isTold ? 10_000 : 1_000);
    await watch.stop();
  });
});
