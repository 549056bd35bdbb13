import type { Connection } from 'mongoose';
import { AnalyticsMongoRepository } from '../../src/analytics/analytics.mongo.repository.js';
import { analyticsModels } from '../../src/analytics/testing/analytics-models.js';
import { AnalyticsService } from '../../src/analytics/analytics.service.js';
import { CountingService } from '../../src/analytics/counting.service.js';
import { RebuildService } from '../../src/analytics/rebuild.service.js';
import { UncountedCallsMongoRepository } from '../../src/calls/counting/uncounted-calls.mongo.repository.js';
import { UncountedCallsService } from '../../src/calls/counting/uncounted-calls.service.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../../src/calls/model/call.schema.js';
import { FeedbackMongoRepository } from '../../src/feedback/feedback.mongo.repository.js';
import { FEEDBACK_MODEL, type FeedbackRecord, feedbackSchema } from '../../src/feedback/feedback.schema.js';
import { FeedbackService } from '../../src/feedback/feedback.service.js';
import { type Made, someCost } from './calls.js';
import { rated, stored } from './stored.js';

const BATCH = 1000;

/** Atlas's calls, feedback and results in one database. */
export const openRoom = async (connection: Connection) => {
  const calls = connection.model<CallDocument>(CALL_MODEL, callSchema);
  const feedback = connection.model<FeedbackRecord>(FEEDBACK_MODEL, feedbackSchema);
  const summaries = new AnalyticsMongoRepository(...analyticsModels(connection));
  await Promise.all(Object.values(connection.models).map((model) => model.init()));
  const given = new FeedbackService(new FeedbackMongoRepository(feedback));
  const uncounted = new UncountedCallsService(new UncountedCallsMongoRepository(calls));
  const counting = new CountingService(uncounted, given, summaries);
  return {
    counting,
    rebuild: new RebuildService(uncounted, counting, summaries),
    analytics: new AnalyticsService(summaries, given),

    async insert(all: Made[]): Promise<void> {
      for (let first = 0; first < all.length; first += BATCH) {
        const some = all.slice(first, first + BATCH);
        await calls.collection.insertMany(some.map(stored) as never[], { ordered: false });
        const ratings = some.flatMap(({ id, rating }) => (rating ? [rated(id, rating)] : []));
        if (ratings.length > 0) await feedback.collection.insertMany(ratings as never[]);
      }
    },

    /** Something is learnt of calls that were counted: a price, an end, what the callee thought. */
    async change(some: Made[]): Promise<void> {
      for (const call of some) {
        const last = call.dials.at(-1);
        if (last) last.cost = someCost();
        call.version += 1;
        if (call.rating) call.rating.points.reverse();
        const document = stored(call);
        await calls.collection.replaceOne({ _id: call.id } as object, document as never);
        if (call.rating)
          await feedback.collection.replaceOne(
            { _id: call.id } as object,
            rated(call.id, call.rating) as never,
          );
      }
    },
  };
};
