import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { DatabasePing } from '../database/database-ping.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { DatabaseProbe } from './database-probe.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({
  imports: [AuthModule, DatabaseModule, DispatchModule, LimitsModule, TwilioModule],
  controllers: [HealthController],
  providers: [HealthService, { provide: DatabaseProbe, useExisting: DatabasePing }],
})
export class HealthModule {}
