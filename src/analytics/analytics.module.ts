import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { CountingModule } from './counting.module.js';
import { CountingWatchService } from './counting-watch.service.js';

/** What became of calls: counted as they change, and told. */
@Module({
  imports: [CallsModule, CountingModule],
  controllers: [AnalyticsController],
  providers: [CountingWatchService],
})
export class AnalyticsModule {}
