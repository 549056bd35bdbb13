import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { RECORDING_MODEL, type RecordingDocument, recordingSchema } from '../recording.schema.js';
import { RecordingsMongoRepository } from '../recordings.mongo.repository.js';
import { RemovalsMongoRepository } from '../removal/removals.mongo.repository.js';
import {
  someOwner,
  someRecordingEvent,
  someRecordingSid,
  someTranscriptionEvent,
} from '../testing/recordings.factory.js';
import { AgingRecordingsMongoRepository } from './aging-recordings.mongo.repository.js';

let database: TestDatabase;
let recordings: RecordingsMongoRepository;
let removals: RemovalsMongoRepository;
let aging: AgingRecordingsMongoRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<RecordingDocument>(RECORDING_MODEL, recordingSchema);
  await model.init();
  recordings = new RecordingsMongoRepository(model);
  removals = new RemovalsMongoRepository(model);
  aging = new AgingRecordingsMongoRepository(model);
});
afterAll(() => database.close());

const PARTS = ['recording', 'words', 'fields'] as const;
const [OLD, NOW] = [new Date(1_000_000), new Date(9_000_000)];
const found = async () =>
  Object.fromEntries(
    await Promise.all(
      PARTS.map(async (part) => [part, (await aging.findOlder(part, new Date(5_000_000), 0, 9)).length]),
    ),
  );
const store = async (receivedAt = OLD) => {
  const [sid, owner] = [someRecordingSid(), someOwner()];
  await recordings.applyEvent(sid, owner, someRecordingEvent({ receivedAt }));
  await recordings.applyEvent(sid, owner, someTranscriptionEvent());
  const shown = async () =>
    JSON.stringify([await recordings.find(sid), await recordings.findHistories(owner.callId)]);
  return { sid, owner, shown };
};

describe('AgingRecordingsMongoRepository', () => {
  it('finds what is old by what of it is there still, and forgets that alone', async () => {
    const { sid, owner, shown } = await store();
    await store(NOW);
    await expect(found()).resolves.toEqual({ recording: 1, words: 1, fields: 1 });
    await expect(aging.findOlder('words', new Date(5_000_000), 0, 9)).resolves.toEqual([
      { id: sid, callId: owner.callId },
    ]);
    await expect(aging.findOlder('words', new Date(5_000_000), 1, 9)).resolves.toEqual([]);
    await aging.forget(sid, 'words', NOW);
    await expect(found()).resolves.toEqual({ recording: 1, words: 0, fields: 1 });
    await expect(shown()).resolves.not.toContain('Call me');
    await expect(shown()).resolves.toContain('RecordingUrl');
    await expect(recordings.applyEvent(sid, owner, someTranscriptionEvent())).resolves.toBe(true);
    await expect(shown()).resolves.not.toContain('Call me');
    await aging.forget(sid, 'fields', NOW);
    await expect(shown()).resolves.not.toContain('RecordingUrl');
    await expect(found()).resolves.toEqual({ recording: 1, words: 0, fields: 0 });
    await removals.mark(sid, { at: NOW, why: 'retention', tries: 1 });
    await expect(found()).resolves.toEqual({ recording: 0, words: 0, fields: 0 });
  });

  it('finds nothing more of what is deleted', async () => {
    const { sid } = await store();
    await removals.mark(sid, { at: NOW, why: 'request', tries: 1 });
    await expect(found()).resolves.toEqual({ recording: 0, words: 0, fields: 0 });
    await aging.forget(someRecordingSid(), 'words', NOW);
  });
});
