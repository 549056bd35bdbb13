import { AgingCallsMongoRepository } from './aging-calls.mongo.repository.js';
import { AgingCallsRepository } from './aging-calls.repository.js';
import { EventsRetentionService } from './events-retention.service.js';

/** What deletes callbacks' fields when their days are over. */
export const AGING = [
  EventsRetentionService,
  { provide: AgingCallsRepository, useClass: AgingCallsMongoRepository },
];
