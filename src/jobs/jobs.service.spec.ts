import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Logger } from '@nestjs/common';
import { Agenda } from 'agenda';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { waitFor } from '../../test/support/wait-for.js';
import { JOBS_COLLECTION, JobDocumentsMongoRepository } from './job-documents.mongo.repository.js';
import { JobsService } from './jobs.service.js';

let database: TestDatabase;
let started: JobsService[] = [];

beforeEach(async () => {
  Logger.overrideLogger(false);
  database = await openTestDatabase();
});
afterEach(async () => {
  for (const jobs of started) await jobs.beforeApplicationShutdown();
  started = [];
  await database.close();
});

const instance = (run: () => Promise<void>, seconds = 1): JobsService => {
  const jobs = new JobsService(
    new Agenda({
      backend: new MongoBackend({ mongo: database.connection.db!, collection: JOBS_COLLECTION }),
    }),
    new JobDocumentsMongoRepository(database.connection),
  );
  jobs.every(seconds, 'a-job', run);
  started.push(jobs);
  return jobs;
};

describe('recurring jobs', () => {
  it('run on one instance at a time, though several start at once', async () => {
    let [running, most, runs] = [0, 0, 0];
    const run = async (): Promise<void> => {
      runs += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 300));
      running -= 1;
    };
    await Promise.all(
      [instance(run), instance(run), instance(run)].map((jobs) => jobs.onApplicationBootstrap()),
    );
    await waitFor('three runs', async () => runs >= 3, 10_000);
    expect(most).toBe(1);
    await expect(database.connection.collection('jobs').countDocuments({ name: 'a-job' })).resolves.toBe(1);
  }, 20_000);

  it('stay locked when another instance starts while they run', async () => {
    let end = (): void => undefined;
    const run = jest.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const stored = () => database.connection.collection(JOBS_COLLECTION).findOne({ name: 'a-job' });
    await instance(run).onApplicationBootstrap();
    await waitFor('a run', async () => run.mock.calls.length === 1);
    const before = await stored();
    await instance(run).onApplicationBootstrap();
    expect(before?.lockedAt).toEqual(expect.any(Date));
    await expect(stored()).resolves.toEqual(before);
    end();
  }, 20_000);

  it('have the interval of the instance that started last', async () => {
    for (const seconds of [500, 700, 700])
      await instance(async () => undefined, seconds).onApplicationBootstrap();
    const found = await database.connection.collection(JOBS_COLLECTION).find({ name: 'a-job' }).toArray();
    expect(found).toEqual([expect.objectContaining({ repeatInterval: 700_000 })]);
  });

  it('run though a clock that went ahead has put them off, at start and later', async () => {
    const run = jest.fn(async () => undefined);
    const documents = database.connection.collection(JOBS_COLLECTION);
    const tomorrow = new Date(Date.now() + 86_400_000);
    const putOff = () => documents.updateOne({ name: 'a-job' }, { $set: { nextRunAt: tomorrow } });
    const before = instance(run);
    await before.onApplicationBootstrap();
    await before.beforeApplicationShutdown();
    await putOff();
    await instance(run).onApplicationBootstrap();
    expect((await documents.findOne({ name: 'a-job' }))?.nextRunAt).not.toEqual(tomorrow);
    await putOff();
    const runs = run.mock.calls.length;
    await waitFor('another run', async () => run.mock.calls.length > runs + 1, 10_000);
  }, 30_000);

  it('run again after a failure', async () => {
    const run = jest.fn(async () => Promise.reject(new Error('not today')));
    await instance(run).onApplicationBootstrap();
    await waitFor('a second run', async () => run.mock.calls.length >= 2, 10_000);
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(2);
  }, 20_000);

  it('come to their end at shutdown, and begin no more', async () => {
    let [begun, ended] = [0, 0];
    const jobs = instance(async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 400));
      ended += 1;
    });
    await jobs.onApplicationBootstrap();
    await waitFor('a run', async () => begun === 1, 10_000);
    await jobs.beforeApplicationShutdown();
    expect(ended).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(begun).toBe(1);
  }, 20_000);
});
