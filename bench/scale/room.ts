import type { Connection } from 'mongoose';
import { AnalyticsMongoRepository } from '../../src/analytics/analytics.mongo.repository.js';
import { analyticsModels } from '../../src/analytics/testing/analytics-models.js';
import { CallChecksMongoRepository } from '../../src/calls/checks/call-checks.mongo.repository.js';
import { CallChangesMongoRepository } from '../../src/calls/events/call-changes.mongo.repository.js';
import { LANE_MODEL, type LaneDocument, laneSchema } from '../../src/calls/lanes/lane.schema.js';
import { LanesMongoRepository } from '../../src/calls/lanes/lanes.mongo.repository.js';
import { CallListMongoRepository } from '../../src/calls/list/call-list.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../../src/calls/model/call.schema.js';
import { CallsMongoRepository } from '../../src/calls/model/calls.mongo.repository.js';
import { CallQueueMongoRepository } from '../../src/calls/queue/call-queue.mongo.repository.js';

/** What of Atlas asks the database about calls, in one database, with its indexes. */
export const openRoom = async (connection: Connection) => {
  const calls = connection.model<CallDocument>(CALL_MODEL, callSchema);
  const lanes = connection.model<LaneDocument>(LANE_MODEL, laneSchema);
  const analytics = new AnalyticsMongoRepository(...analyticsModels(connection));
  await Promise.all(Object.values(connection.models).map((model) => model.init()));
  return {
    collection: calls.collection,
    lists: new CallListMongoRepository(calls),
    calls: new CallsMongoRepository(calls),
    changes: new CallChangesMongoRepository(calls),
    queue: new CallQueueMongoRepository(calls),
    checks: new CallChecksMongoRepository(calls),
    lanes: new LanesMongoRepository(lanes),
    analytics,
  };
};

export type Room = Awaited<ReturnType<typeof openRoom>>;
