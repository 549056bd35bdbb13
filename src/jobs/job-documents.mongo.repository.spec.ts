import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { JOBS_COLLECTION, JobDocumentsMongoRepository } from './job-documents.mongo.repository.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const INTERVAL_MS = 30_000;
const after = (ms: number): Date => new Date(NOW.getTime() + ms);

let database: TestDatabase;
let documents: JobDocumentsMongoRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  documents = new JobDocumentsMongoRepository(database.connection);
});
afterAll(() => database.close());
beforeEach(() => database.connection.collection(JOBS_COLLECTION).deleteMany({}));

const jobs = () => database.connection.collection(JOBS_COLLECTION);
const bringBack = async (job: object): Promise<object | null> => {
  await jobs().insertMany([
    { name: 'a-job', ...job },
    { name: 'another', ...job },
  ]);
  await documents.bringBack('a-job', INTERVAL_MS, NOW);
  await expect(jobs().findOne({ name: 'another' })).resolves.toMatchObject(job);
  return jobs().findOne({ name: 'a-job' });
};

describe('a job that a clock which was ahead has left', () => {
  it.each([
    ['put off for a day', after(86_400_000)],
    ['put off for a moment longer than its interval', after(INTERVAL_MS + 1)],
    ['without a next run', null],
  ])('%s, is due within its interval', async (_what, nextRunAt) => {
    await expect(bringBack({ nextRunAt, lockedAt: null })).resolves.toMatchObject({
      nextRunAt: after(INTERVAL_MS),
      lockedAt: null,
    });
  });

  it('locked until tomorrow, is locked as from now', async () => {
    await expect(bringBack({ nextRunAt: after(-1), lockedAt: after(86_400_000) })).resolves.toMatchObject({
      nextRunAt: after(-1),
      lockedAt: NOW,
    });
  });

  it.each([
    { nextRunAt: after(INTERVAL_MS), lockedAt: after(-1) },
    { nextRunAt: after(-1), lockedAt: null },
  ])('is left alone where it is not one: %j', async (job) => {
    await expect(bringBack(job)).resolves.toMatchObject(job);
  });
});
