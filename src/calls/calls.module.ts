import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { PaceModule } from '../pace/pace.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { UsersModule } from '../users/users.module.js';
import { CALL_MODEL, callSchema } from './call.schema.js';
import { CallChecksService } from './call-checks.service.js';
import { CallControlController } from './call-control.controller.js';
import { CallControlService } from './call-control.service.js';
import { CallListController } from './call-list.controller.js';
import { CallListMongoRepository } from './call-list.mongo.repository.js';
import { CallListRepository } from './call-list.repository.js';
import { CallListService } from './call-list.service.js';
import { CallQueueMongoRepository } from './call-queue.mongo.repository.js';
import { CallQueueRepository } from './call-queue.repository.js';
import { CallQueueService } from './call-queue.service.js';
import { CallbacksService } from './callbacks.service.js';
import { CallsController } from './calls.controller.js';
import { CallsMongoRepository } from './calls.mongo.repository.js';
import { CallsRepository } from './calls.repository.js';
import { CallsService } from './calls.service.js';
import { CheckSchedule } from './check-schedule.service.js';
import { DiallingService } from './dialling.service.js';
import { FollowUpsService } from './follow-ups.service.js';
import { PlacingService } from './placing.service.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';
import { UNMATCHED_EVENT_MODEL, unmatchedEventSchema } from './unmatched-event.schema.js';
import { UnmatchedEventsMongoRepository } from './unmatched-events.mongo.repository.js';
import { UnmatchedEventsRepository } from './unmatched-events.repository.js';
import { UserCallsController } from './user-calls.controller.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: CALL_MODEL, schema: callSchema },
      { name: UNMATCHED_EVENT_MODEL, schema: unmatchedEventSchema },
    ]),
    IdempotencyModule,
    PaceModule,
    RecordingsModule,
    TwilioModule,
    UsersModule,
  ],
  controllers: [
    CallListController,
    CallsController,
    TimelineController,
    CallControlController,
    UserCallsController,
  ],
  providers: [
    CallsService,
    PlacingService,
    DiallingService,
    FollowUpsService,
    CallQueueService,
    CheckSchedule,
    CallbacksService,
    CallChecksService,
    CallListService,
    CallControlService,
    TimelineService,
    { provide: CallListRepository, useClass: CallListMongoRepository },
    { provide: CallQueueRepository, useClass: CallQueueMongoRepository },
    { provide: CallsRepository, useClass: CallsMongoRepository },
    { provide: UnmatchedEventsRepository, useClass: UnmatchedEventsMongoRepository },
  ],
  exports: [
    CallsService,
    CallbacksService,
    CallChecksService,
    CallQueueService,
    DiallingService,
    FollowUpsService,
  ],
})
export class CallsModule {}
