import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { joinEvidence } from '../common/evidence.js';
import {
  type Recording,
  RECORDING_STATUSES,
  recordingEvidence,
  type RecordingEvent,
  recordingStatus,
  TRANSCRIPTION_STATUSES,
  transcriptionStatus,
} from './recording.js';
import { RECORDING_MODEL, type RecordingDocument, recordingSchema } from './recording.schema.js';
import { RecordingsMongoRepository } from './recordings.mongo.repository.js';
import type { RecordingsRepository } from './recordings.repository.js';
import { someOwner, someRecordingSid } from './testing/recordings.factory.js';
import { RecordingsMemoryRepository } from './testing/recordings.memory.repository.js';

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const anyEvent: fc.Arbitrary<RecordingEvent> = fc
  .record({
    status: maybe(fc.constantFrom(...RECORDING_STATUSES)),
    transcriptionStatus: maybe(fc.constantFrom(...TRANSCRIPTION_STATUSES)),
    details: fc.record({
      durationSeconds: maybe(fc.nat(60)),
      url: maybe(fc.constantFrom('https://a', 'https://b')),
    }),
    receivedAt: fc.constant(new Date('2026-01-01T00:00:00.000Z')),
    params: fc.constant({}),
  })
  .map((event) => ({ ...event, key: JSON.stringify(event) }));

function describeRecordingsRepository(name: string, open: () => RecordingsRepository): void {
  describe(`${name} keeps recordings`, () => {
    it('as the join of their events, whatever their order, repetition and writers', async () => {
      const recordings = open();
      await fc.assert(
        fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 6 }), async (events) => {
          const [sid, owner] = [someRecordingSid(), someOwner()];
          await Promise.all([...events, ...events].map((event) => recordings.applyEvent(sid, owner, event)));
          const found = await recordings.findByCallIds([owner.callId]);
          let expected: Partial<Recording> = { sid, ...owner, createdAt: events[0]!.receivedAt };
          for (const event of events) expected = joinEvidence(expected, recordingEvidence(event));
          expect(found).toEqual([expected]);
          await expect(recordings.find(sid)).resolves.toEqual(expected);
        }),
        { numRuns: 20 },
      );
    }, 30_000);

    it('each event once, each status only forwards', async () => {
      const recordings = open();
      const [sid, owner] = [someRecordingSid(), someOwner()];
      const event = { key: '1', receivedAt: new Date(), details: {}, params: {} };
      const completed = { ...event, status: 'completed' as const, transcriptionStatus: 'completed' as const };
      await expect(recordings.applyEvent(sid, owner, completed)).resolves.toBe(true);
      await expect(recordings.applyEvent(sid, owner, completed)).resolves.toBe(false);
      await recordings.applyEvent(sid, owner, { ...event, key: '2', status: 'in-progress' });
      const histories = await recordings.findHistories(owner.callId);
      expect(histories.map(({ sid: of, events }) => [of, events.map(({ key }) => key)])).toEqual([
        [sid, ['1', '2']],
      ]);
      const [found] = await recordings.findByCallIds([owner.callId, randomUUID()]);
      await expect(recordings.find(someRecordingSid())).resolves.toBeNull();
      expect(found && [recordingStatus(found), transcriptionStatus(found)]).toEqual([
        'completed',
        'completed',
      ]);
    });
  });
}

let database: TestDatabase;
let mongo: RecordingsMongoRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<RecordingDocument>(RECORDING_MODEL, recordingSchema);
  await model.init();
  mongo = new RecordingsMongoRepository(model);
});
afterAll(() => database.close());

it('RecordingsMongoRepository keeps the first events and those that decide, and what all of them told', async () => {
  const [sid, owner] = [someRecordingSid(), someOwner()];
  for (let n = 0; n < 43; n += 1) {
    const event = { key: `${n}`, receivedAt: new Date(), details: { durationSeconds: 200 - n }, params: {} };
    await mongo.applyEvent(sid, owner, event);
  }
  const end = { key: 'end', status: 'completed' as const, receivedAt: new Date(), details: {}, params: {} };
  await mongo.applyEvent(sid, owner, end);
  await mongo.applyEvent(sid, owner, { ...end, key: 'late', status: 'in-progress' });
  const document = await database.connection
    .collection(recordingSchema.get('collection')!)
    .findOne({ callId: owner.callId });
  expect(document?.events).toHaveLength(40);
  const keys = document?.events.map(({ key }: { key: string }) => key);
  expect(keys.slice(0, 31)).toEqual([...Array.from({ length: 30 }, (_, n) => `${n}`), 'end']);
  expect(keys).not.toContain('late');
  expect(document?.durationSeconds).toBe(200);
  await expect(mongo.applyEvent(sid, owner, end)).resolves.toBe(false);
});

describeRecordingsRepository('RecordingsMemoryRepository', () => new RecordingsMemoryRepository());
describeRecordingsRepository('RecordingsMongoRepository', () => mongo);
