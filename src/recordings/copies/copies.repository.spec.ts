import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { RECORDING_MODEL, type RecordingDocument, recordingSchema } from '../recording.schema.js';
import { RecordingsMongoRepository } from '../recordings.mongo.repository.js';
import type { RecordingsRepository } from '../recordings.repository.js';
import { RemovalsMongoRepository } from '../removal/removals.mongo.repository.js';
import type { RemovalsRepository } from '../removal/removals.repository.js';
import { CopiesMemoryRepository } from '../testing/copies.memory.repository.js';
import { someOwner, someRecordingEvent, someRecordingSid } from '../testing/recordings.factory.js';
import { RecordingsMemoryRepository } from '../testing/recordings.memory.repository.js';
import { RemovalsMemoryRepository } from '../testing/removals.memory.repository.js';
import { CopiesMongoRepository } from './copies.mongo.repository.js';
import type { CopiesRepository } from './copies.repository.js';

interface All {
  recordings: RecordingsRepository;
  removals: RemovalsRepository;
  copies: CopiesRepository;
}

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const whole = {
  ...{ at: at(3), store: 'database' as const },
  sounds: [{ format: 'wav' as const, size: 9, sha256: 'ab' }],
};

function describeCopies(name: string, open: () => All): void {
  describe(`${name}`, () => {
    let sid: string;
    beforeEach(async () => {
      sid = someRecordingSid();
      const { recordings, copies } = open();
      await recordings.applyEvent(sid, someOwner(), someRecordingEvent());
      await recordings.applyEvent(
        someRecordingSid(),
        someOwner(),
        someRecordingEvent({ status: 'in-progress' }),
      );
      await copies.enrol(at(0), 100);
    });
    const copyOf = async () => (await open().recordings.find(sid))?.copy;
    const isDue = async (now: Date) => (await open().copies.due(now, 100)).some((each) => each.sid === sid);
    const take = (tries: number) => open().copies.take({ sid, tries }, at(100), 'database');

    it('has those that are complete wait, once', async () => {
      await expect(copyOf()).resolves.toEqual({ stage: 'waiting', tries: 0, failures: 0, tryAt: at(0) });
      await expect(open().copies.enrol(at(9), 100)).resolves.toBe(0);
      await expect(isDue(at(0))).resolves.toBe(true);
    });

    it('gives each to one, until its time', async () => {
      const taken = await Promise.all([take(0), take(0), take(0)]);
      expect(taken.filter(Boolean)).toEqual([{ sid, tries: 1 }]);
      await expect(copyOf()).resolves.toMatchObject({ busyUntil: at(100), stores: ['database'] });
      await expect(isDue(at(99))).resolves.toBe(false);
      await expect(isDue(at(100))).resolves.toBe(true);
      await expect(take(1)).resolves.toEqual({ sid, tries: 2 });
      // Overtaken.
      await expect(open().copies.finish({ sid, tries: 1 }, { failures: 0, whole })).resolves.toBe(false);
      await expect(copyOf()).resolves.toMatchObject({ busyUntil: at(100), stage: 'waiting' });
    });

    it('keeps what a try came to, and has it looked at again where that is wanted', async () => {
      const { copies } = open();
      await take(0);
      await expect(copies.finish({ sid, tries: 1 }, { failures: 2, tryAt: at(200) })).resolves.toBe(true);
      await expect(copyOf()).resolves.toEqual({
        ...{ stage: 'waiting', tries: 1, failures: 2, tryAt: at(200), stores: ['database'] },
      });
      await take(1);
      await copies.finish({ sid, tries: 2 }, { stage: 'copied', failures: 0, whole });
      const kept = { stage: 'copied', tries: 2, failures: 0, stores: ['database'], ...whole };
      await expect(copyOf()).resolves.toEqual(kept);
      await copies.reopen(at(5), 100);
      await expect(copyOf()).resolves.toEqual({ ...kept, tryAt: at(5) });
      await expect(copies.reopen(at(6), 100)).resolves.toBe(0);
    });

    it('begins nothing for a recording that is deleted, and ends what is going on', async () => {
      const { copies, removals } = open();
      await take(0);
      await removals.mark(sid, { at: at(1), why: 'request', tries: 1 });
      await expect(isDue(at(999))).resolves.toBe(false);
      await expect(take(1)).resolves.toBeNull();
      await expect(copies.finish({ sid, tries: 1 }, { stage: 'copied', failures: 0, whole })).resolves.toBe(
        false,
      );
      const copy = await copyOf();
      expect([copy?.stage, copy?.busyUntil, copy?.stores]).toEqual(['waiting', undefined, ['database']]);
      await copies.close(sid);
      await expect(copyOf()).resolves.toEqual({ stage: 'removed', tries: 0, failures: 0 });
      await expect(copies.enrol(at(9), 100)).resolves.toBe(0);
    });
  });
}

let database: TestDatabase;
let mongo: All;
beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<RecordingDocument>(RECORDING_MODEL, recordingSchema);
  await model.init();
  mongo = {
    recordings: new RecordingsMongoRepository(model),
    removals: new RemovalsMongoRepository(model),
    copies: new CopiesMongoRepository(model),
  };
});
afterAll(() => database.close());

const stored = new RecordingsMemoryRepository();
const memory = {
  recordings: stored,
  removals: new RemovalsMemoryRepository(stored),
  copies: new CopiesMemoryRepository(stored),
};
describeCopies('CopiesMemoryRepository', () => memory);
describeCopies('CopiesMongoRepository', () => mongo);
