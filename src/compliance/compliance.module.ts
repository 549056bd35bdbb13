import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { ComplianceService } from './compliance.service.js';
import { RuleBookService } from './rule-book.service.js';

/** Who may be called. Needs the global ConfigModule. */
@Module({
  imports: [CallsModule, TwilioModule],
  providers: [ComplianceService, RuleBookService],
})
export class ComplianceModule {}
