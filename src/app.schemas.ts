import type { ExpectedIndexes, Index } from './database/index-differences.js';
import { entrySchema, generationsSchema, summarySchema } from './analytics/analytics.schema.js';
import { auditChainSchema, auditEntrySchema } from './audit/audit.schema.js';
import { apiKeySchema } from './auth/keys/api-key.schema.js';
import { laneSchema } from './calls/lanes/lane.schema.js';
import { callSchema } from './calls/model/call.schema.js';
import { unmatchedEventSchema } from './calls/news/unmatched-event.schema.js';
import { doNotCallSchema } from './compliance/do-not-call/do-not-call.schema.js';
import { dispatcherSchema } from './dispatch/dispatcher.schema.js';
import { feedbackSchema } from './feedback/feedback.schema.js';
import { idempotencyKeySchema } from './idempotency/idempotency-key.schema.js';
import { windowSchema } from './limits/window.schema.js';
import { personSchema } from './people/person.schema.js';
import { erasureSchema } from './privacy/erasure.schema.js';
import { requestBudgetSchema } from './reconciliation/request-budget.schema.js';
import { recordingSchema } from './recordings/recording.schema.js';
import { holdSchema } from './retention/hold.schema.js';
import { leaseSchema } from './retention/lease.schema.js';
import { secretSchema } from './secrets/secret.schema.js';
import { deliverySchema } from './subscriptions/deliveries/delivery.schema.js';
import { eventSchema } from './subscriptions/events/event.schema.js';
import { contentChunkSchema, contentFileSchema } from './storage/content.schema.js';
import { subscriptionSchema } from './subscriptions/subscription.schema.js';
import { userSchema } from './users/user.schema.js';
import { webhookCountsSchema } from './webhooks/counts/webhook-counts.schema.js';

interface AnySchema {
  get(option: 'collection'): string | undefined;
  indexes(): [object, object][];
}

const expectedOf = (schema: AnySchema): ExpectedIndexes => ({
  collection: schema.get('collection') ?? '',
  indexes: schema.indexes().map(([key, options]): Index => ({ ...options, key: { ...key } })),
});

const SCHEMAS: readonly AnySchema[] = [
  apiKeySchema,
  auditChainSchema,
  auditEntrySchema,
  callSchema,
  contentChunkSchema,
  contentFileSchema,
  deliverySchema,
  dispatcherSchema,
  doNotCallSchema,
  entrySchema,
  erasureSchema,
  eventSchema,
  feedbackSchema,
  generationsSchema,
  holdSchema,
  idempotencyKeySchema,
  laneSchema,
  leaseSchema,
  personSchema,
  recordingSchema,
  requestBudgetSchema,
  secretSchema,
  subscriptionSchema,
  summarySchema,
  unmatchedEventSchema,
  userSchema,
  webhookCountsSchema,
  windowSchema,
];

/** Every index that Atlas makes at its start, for who has to look at them beside it. */
export const ALL_INDEXES: readonly ExpectedIndexes[] = SCHEMAS.map(expectedOf);
