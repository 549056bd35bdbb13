import { Module } from '@nestjs/common';
import { LoggingModule } from '../common/logging/logging.module.js';
import { ConfigModule } from '../config/config.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';

/** What the program `doctor` needs, beside any Atlas that runs. */
@Module({ imports: [ConfigModule, LoggingModule, TwilioModule] })
export class DoctorModule {}
