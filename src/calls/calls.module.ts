import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../auth/auth.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { UsersModule } from '../users/users.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { CallHoldController } from './hold/call-hold.controller.js';
import { CallHoldsService } from './hold/call-holds.service.js';
import { CALL_MODEL, callSchema } from './model/call.schema.js';
import { CallChecksMongoRepository } from './checks/call-checks.mongo.repository.js';
import { CallChecksRepository } from './checks/call-checks.repository.js';
import { CallChecksService } from './checks/call-checks.service.js';
import { AttemptHistoryMongoRepository } from './attempts/attempt-history.mongo.repository.js';
import { AttemptHistoryRepository } from './attempts/attempt-history.repository.js';
import { AttemptHistoryService } from './attempts/attempt-history.service.js';
import { CHECKS } from './attempts/attempt-checks.providers.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { CallChangesMongoRepository } from './events/call-changes.mongo.repository.js';
import { CallChangesRepository } from './events/call-changes.repository.js';
import { CallEventsService } from './events/call-events.service.js';
import { Interest } from './events/interest.service.js';
import { CallFeedbackController } from './feedback/call-feedback.controller.js';
import { CallFeedbackService } from './feedback/call-feedback.service.js';
import { CallControlController } from './control/call-control.controller.js';
import { CallControlService } from './control/call-control.service.js';
import { RescheduleController } from './control/reschedule.controller.js';
import { RescheduleService } from './control/reschedule.service.js';
import { WishesService } from './control/wishes.service.js';
import { CallListController } from './list/call-list.controller.js';
import { CallListMongoRepository } from './list/call-list.mongo.repository.js';
import { CallListRepository } from './list/call-list.repository.js';
import { CallListService } from './list/call-list.service.js';
import { CallQueueMongoRepository } from './queue/call-queue.mongo.repository.js';
import { CallQueueRepository } from './queue/call-queue.repository.js';
import { CallQueueService } from './queue/call-queue.service.js';
import { HeldUpService } from './queue/held-up.service.js';
import { LANE_MODEL, laneSchema } from './lanes/lane.schema.js';
import { LanesMongoRepository } from './lanes/lanes.mongo.repository.js';
import { LanesRepository } from './lanes/lanes.repository.js';
import { MissedRingsService } from './queue/missed-rings.service.js';
import { CallNewsService } from './news/call-news.service.js';
import { CallsController } from './view/calls.controller.js';
import { CallsMongoRepository } from './model/calls.mongo.repository.js';
import { ChangeMarksMongoRepository } from './live/change-marks.mongo.repository.js';
import { ChangeMarksRepository } from './live/change-marks.repository.js';
import { Elsewhere } from './live/elsewhere.js';
import { ElsewhereMongoRepository } from './live/elsewhere.mongo.repository.js';
import { LiveController } from './live/live.controller.js';
import { LiveFeedService } from './live/live-feed.service.js';
import { LiveStreamsService } from './live/live-streams.service.js';
import { CallsRepository } from './model/calls.repository.js';
import { CallsService } from './view/calls.service.js';
import { CheckSchedule } from './model/check-schedule.service.js';
import { AdmissionService } from './placing/admission.service.js';
import { DiallingService } from './placing/dialling.service.js';
import { BatchController } from './placing/batch.controller.js';
import { BatchPlacingService } from './placing/batch-placing.service.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { FollowUpsService } from './queue/follow-ups.service.js';
import { OutcomeWatchService } from './placing/outcome-watch.service.js';
import { PlacingController } from './placing/placing.controller.js';
import { UnheardCallsService } from './placing/unheard-calls.service.js';
import { PlacingService } from './placing/placing.service.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineService } from './timeline/timeline.service.js';
import { UNMATCHED_EVENT_MODEL, unmatchedEventSchema } from './news/unmatched-event.schema.js';
import { UnmatchedEventsMongoRepository } from './news/unmatched-events.mongo.repository.js';
import { UnmatchedEventsRepository } from './news/unmatched-events.repository.js';
import { AGING } from './aging/aging.providers.js';
import { PERSONAL } from './erasure/personal.providers.js';
import { CallErasureService } from './erasure/call-erasure.service.js';
import { UserCallsController } from './list/user-calls.controller.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: CALL_MODEL, schema: callSchema },
      { name: LANE_MODEL, schema: laneSchema },
      { name: UNMATCHED_EVENT_MODEL, schema: unmatchedEventSchema },
    ]),
    AuthModule,
    FeedbackModule,
    IdempotencyModule,
    LimitsModule,
    RecordingsModule,
    RetentionModule,
    TimeModule,
    TwilioModule,
    UsersModule,
  ],
  controllers: [
    // Before the calls: `/calls/stream` is also a `/calls/{call}`.
    LiveController,
    CallListController,
    ExportsController,
    PlacingController,
    BatchController,
    CallsController,
    TimelineController,
    CallControlController,
    RescheduleController,
    CallHoldController,
    CallFeedbackController,
    UserCallsController,
  ],
  providers: [
    CallsService,
    CallEventsService,
    Interest,
    AttemptsService,
    AttemptHistoryService,
    ...CHECKS,
    { provide: AttemptHistoryRepository, useClass: AttemptHistoryMongoRepository },
    { provide: CallChangesRepository, useClass: CallChangesMongoRepository },
    PlacingService,
    BatchPlacingService,
    AdmissionService,
    DiallingService,
    FollowUpsService,
    CallQueueService,
    HeldUpService,
    MissedRingsService,
    OutcomeWatchService,
    UnheardCallsService,
    CheckSchedule,
    CallNewsService,
    CallChecksService,
    CallListService,
    ExportsService,
    LiveFeedService,
    LiveStreamsService,
    CallControlService,
    RescheduleService,
    WishesService,
    CallFeedbackService,
    TimelineService,
    CallErasureService,
    ...PERSONAL,
    CallHoldsService,
    ...AGING,
    { provide: CallChecksRepository, useClass: CallChecksMongoRepository },
    { provide: ChangeMarksRepository, useClass: ChangeMarksMongoRepository },
    { provide: Elsewhere, useClass: ElsewhereMongoRepository },
    { provide: CallListRepository, useClass: CallListMongoRepository },
    { provide: CallQueueRepository, useClass: CallQueueMongoRepository },
    { provide: LanesRepository, useClass: LanesMongoRepository },
    { provide: CallsRepository, useClass: CallsMongoRepository },
    { provide: UnmatchedEventsRepository, useClass: UnmatchedEventsMongoRepository },
  ],
  exports: [
    CallsService,
    CallEventsService,
    Interest,
    AttemptsService,
    AttemptHistoryService,
    CallNewsService,
    CallChecksService,
    CallQueueService,
    HeldUpService,
    DiallingService,
    FollowUpsService,
    WishesService,
    CallErasureService,
  ],
})
export class CallsModule {}
