import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { CandidatesService } from './candidates.service.js';
import { AllInquiries } from './inquiries/all-inquiries.service.js';
import { NotificationsInquiry } from './inquiries/notifications.inquiry.js';
import { RecordingsInquiry } from './inquiries/recordings.inquiry.js';
import { StatusInquiry } from './inquiries/status.inquiry.js';
import { SubmissionInquiry } from './inquiries/submission.inquiry.js';
import { TranscriptionsInquiry } from './inquiries/transcriptions.inquiry.js';
import { InquiriesService } from './inquiries.service.js';
import { ReconcilerService } from './reconciler.service.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationService } from './reconciliation.service.js';
import { RequestBudgetMongoRepository } from './request-budget.mongo.repository.js';
import { RequestBudgetRepository } from './request-budget.repository.js';
import { REQUEST_BUDGET_MODEL, requestBudgetSchema } from './request-budget.schema.js';
import { RequestGate } from './request-gate.service.js';
import { SubmissionsService } from './submissions.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: REQUEST_BUDGET_MODEL, schema: requestBudgetSchema }]),
    CallsModule,
    DispatchModule,
    RecordingsModule,
    TimeModule,
    TwilioModule,
  ],
  controllers: [ReconciliationController],
  providers: [
    AllInquiries,
    CandidatesService,
    InquiriesService,
    NotificationsInquiry,
    ReconcilerService,
    ReconciliationService,
    RecordingsInquiry,
    RequestGate,
    StatusInquiry,
    SubmissionInquiry,
    SubmissionsService,
    TranscriptionsInquiry,
    { provide: RequestBudgetRepository, useClass: RequestBudgetMongoRepository },
  ],
  exports: [ReconcilerService],
})
export class ReconciliationModule {}
