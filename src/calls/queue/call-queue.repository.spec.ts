import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { newQueuedCall } from '../model/call.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallQueueMongoRepository } from './call-queue.mongo.repository.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { describeCallQueueRepository } from '../testing/call-queue.repository.contract.js';

let database: TestDatabase;
let model: Model<CallDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
});
afterAll(() => database.close());

describeCallQueueRepository('CallQueueMongoRepository', async () => {
  await model.deleteMany({});
  return {
    calls: new CallsMongoRepository(model),
    changes: new CallChangesMongoRepository(model),
    queue: new CallQueueMongoRepository(model),
  };
});

it('a call that cannot be read is left out', async () => {
  Logger.overrideLogger(false);
  await model.deleteMany({});
  const changes = new CallChangesMongoRepository(model);
  const due = { dueAt: new Date(1), why: 'pace' as const };
  const plan = { machineDetection: 'none' as const, priority: 0, expiresAt: new Date(2) };
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false, plan };
  const [bad, good] = [newQueuedCall(request, due), newQueuedCall(request, due)];
  for (const call of [bad, good]) await changes.store({ kind: 'requested', call });
  await model.updateOne({ _id: bad.id }, { $set: { 'plan.metadata': 5 } });
  const queue = new CallQueueMongoRepository(model);
  for (const found of [await queue.findInLane('0:ada', 9), await queue.findExpired(new Date(3), 9)])
    expect(found.map(({ id }) => id)).toEqual([good.id]);
});
