import { Module } from '@nestjs/common';
import { LoggingModule } from '../../common/logging/logging.module.js';
import { ConfigModule } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { CountingModule } from '../counting.module.js';

/** What the program `analytics` needs, beside any Atlas that runs. */
@Module({ imports: [ConfigModule, LoggingModule, DatabaseModule, CountingModule] })
export class AnalyticsCliModule {}
