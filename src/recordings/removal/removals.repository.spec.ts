import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { RECORDING_MODEL, type RecordingDocument, recordingSchema } from '../recording.schema.js';
import { RecordingsMongoRepository } from '../recordings.mongo.repository.js';
import type { RecordingsRepository } from '../recordings.repository.js';
import {
  someOwner,
  someRecordingEvent,
  someRecordingSid,
  someTranscriptionEvent,
} from '../testing/recordings.factory.js';
import { RecordingsMemoryRepository } from '../testing/recordings.memory.repository.js';
import { RemovalsMemoryRepository } from '../testing/removals.memory.repository.js';
import { RemovalsMongoRepository } from './removals.mongo.repository.js';
import type { RemovalsRepository } from './removals.repository.js';

interface Both {
  recordings: RecordingsRepository;
  removals: RemovalsRepository;
}

const TEXT = 'Call me at home.';
const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const removed = { at: at(0), why: 'request', tries: 1, tryAt: at(60) } as const;

function describeRemovals(name: string, open: () => Both): void {
  describe(`${name} marks what is deleted`, () => {
    const dueOf = (sid: string, tryAt: Date) => ({ sid, tries: 1, tryAt });
    const store = async () => {
      const [sid, owner] = [someRecordingSid(), someOwner()];
      await open().recordings.applyEvent(sid, owner, someRecordingEvent());
      await open().recordings.applyEvent(sid, owner, someTranscriptionEvent(TEXT));
      return { ...open(), sid, owner };
    };

    it('takes what was said, keeps that it was, and lets nothing that comes later bring it back', async () => {
      const { recordings, removals, sid, owner } = await store();
      await expect(removals.mark(sid, removed)).resolves.toBe(true);
      await expect(removals.mark(sid, { ...removed, why: 'erasure' })).resolves.toBe(false);
      await removals.finish(dueOf(sid, removed.tryAt!));
      const late = someTranscriptionEvent(TEXT);
      await expect(recordings.applyEvent(sid, owner, late)).resolves.toBe(false);
      const found = await recordings.find(sid);
      expect(found).toMatchObject({ durationSeconds: 7, removal: { at: at(0), why: 'request' } });
      // It was told of once more: Twilio may have it again.
      expect(found?.removal?.tryAt).toEqual(late.receivedAt);
      const everything = JSON.stringify([found, await recordings.findHistories(owner.callId)]);
      expect(everything).not.toMatch(/Call me|api\.twilio\.com/);
      expect((await recordings.findHistories(owner.callId))[0]?.events).toHaveLength(2);
      // Who asked for its deletion before that takes this wish away no more.
      await removals.finish(dueOf(sid, removed.tryAt!));
      await removals.putOff(dueOf(sid, removed.tryAt!), at(999));
      expect((await recordings.find(sid))?.removal?.tryAt).toEqual(late.receivedAt);
      await removals.finish(dueOf(sid, late.receivedAt));
      expect((await recordings.find(sid))?.removal?.tryAt).toBeUndefined();
    });

    it('keeps the fact of one that was told of too late, without its words where they come meanwhile', async () => {
      const { recordings, removals } = open();
      const [sid, owner] = [someRecordingSid(), someOwner()];
      await removals.keepStray(sid, owner, removed);
      await expect(recordings.applyEvent(sid, owner, someTranscriptionEvent(TEXT))).resolves.toBe(false);
      expect(await recordings.find(sid)).toMatchObject({ ...owner, removal: { why: 'request' } });
      expect(JSON.stringify(await recordings.findHistories(owner.callId))).not.toContain(TEXT);
      const { removal } = (await recordings.find(sid))!;
      await removals.finish(dueOf(sid, removal!.tryAt!));
    });

    it('marks nothing that is unknown', async () => {
      await expect(open().removals.mark(someRecordingSid(), removed)).resolves.toBe(false);
    });

    it('gives each whose turn has come to one caller, until another time', async () => {
      const { recordings, removals, sid } = await store();
      await removals.mark(sid, removed);
      await expect(removals.claim(at(59), at(100))).resolves.toBeNull();
      const claims = await Promise.all([1, 2, 3].map(() => removals.claim(at(61), at(100))));
      expect(claims.filter(Boolean)).toEqual([{ sid, tries: 2, tryAt: at(100) }]);
      await removals.putOff(dueOf(sid, at(100)), at(200));
      await expect(removals.claim(at(150), at(300))).resolves.toBeNull();
      await expect(removals.claim(at(201), at(300))).resolves.toEqual({ sid, tries: 3, tryAt: at(300) });
      await removals.finish(dueOf(sid, at(300)));
      await expect(removals.claim(at(999), at(1000))).resolves.toBeNull();
      const found = await recordings.find(sid);
      expect(found?.removal).toEqual({ at: at(0), why: 'request', tries: 3 });
    });
  });
}

let database: TestDatabase;
let mongo: Both;
beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<RecordingDocument>(RECORDING_MODEL, recordingSchema);
  await model.init();
  mongo = {
    recordings: new RecordingsMongoRepository(model),
    removals: new RemovalsMongoRepository(model),
  };
});
afterAll(() => database.close());

const memory = new RecordingsMemoryRepository();
describeRemovals('RemovalsMemoryRepository', () => ({
  recordings: memory,
  removals: new RemovalsMemoryRepository(memory),
}));
describeRemovals('RemovalsMongoRepository', () => mongo);
