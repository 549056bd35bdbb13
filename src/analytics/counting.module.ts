import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UncountedCallsModule } from '../calls/counting/uncounted-calls.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { AnalyticsMongoRepository } from './analytics.mongo.repository.js';
import { AnalyticsRepository } from './analytics.repository.js';
import {
  ENTRY_MODEL,
  entrySchema,
  GENERATIONS_MODEL,
  generationsSchema,
  SUMMARY_MODEL,
  summarySchema,
} from './analytics.schema.js';
import { AnalyticsService } from './analytics.service.js';
import { CheckService } from './check.service.js';
import { CountingService } from './counting.service.js';
import { RebuildService } from './rebuild.service.js';

/** Summaries of results: how they are kept, made anew, checked and read. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ENTRY_MODEL, schema: entrySchema },
      { name: SUMMARY_MODEL, schema: summarySchema },
      { name: GENERATIONS_MODEL, schema: generationsSchema },
    ]),
    UncountedCallsModule,
    FeedbackModule,
  ],
  providers: [
    AnalyticsService,
    CountingService,
    RebuildService,
    CheckService,
    { provide: AnalyticsRepository, useClass: AnalyticsMongoRepository },
  ],
  exports: [AnalyticsService, CountingService, RebuildService, CheckService],
})
export class CountingModule {}
