import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { ReconcilerService } from './reconciler.service.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationService } from './reconciliation.service.js';
import { SubmissionsService } from './submissions.service.js';

@Module({
  imports: [CallsModule, JobsModule, TwilioModule],
  controllers: [ReconciliationController],
  providers: [ReconcilerService, ReconciliationService, SubmissionsService],
  exports: [ReconcilerService],
})
export class ReconciliationModule {}
