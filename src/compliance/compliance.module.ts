import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { AllowedController } from './allowed/allowed.controller.js';
import { ComplianceService } from './compliance.service.js';
import { DoNotCallController } from './do-not-call/do-not-call.controller.js';
import { DoNotCallMongoRepository } from './do-not-call/do-not-call.mongo.repository.js';
import { DoNotCallRepository } from './do-not-call/do-not-call.repository.js';
import { DO_NOT_CALL_MODEL, doNotCallSchema } from './do-not-call/do-not-call.schema.js';
import { DoNotCallService } from './do-not-call/do-not-call.service.js';
import { PersonalDoNotCall } from './do-not-call/personal-do-not-call.service.js';
import { FactsService } from './facts/facts.service.js';
import { RequestRulesService } from './request-rules.service.js';
import { RuleBookService } from './rule-book.service.js';

/** Who may be called. Needs the global ConfigModule. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: DO_NOT_CALL_MODEL, schema: doNotCallSchema }]),
    CallsModule,
    DispatchModule,
    SecretsModule,
    TimeModule,
    TwilioModule,
  ],
  controllers: [AllowedController, DoNotCallController],
  providers: [
    ComplianceService,
    DoNotCallService,
    FactsService,
    PersonalDoNotCall,
    RequestRulesService,
    RuleBookService,
    { provide: DoNotCallRepository, useClass: DoNotCallMongoRepository },
  ],
})
export class ComplianceModule {}
