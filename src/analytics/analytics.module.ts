import { Module } from '@nestjs/common';
import { TimeModule } from '../common/time/time.module.js';
import { CallsModule } from '../calls/calls.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { CountingModule } from './counting.module.js';
import { CountingWatchService } from './counting-watch.service.js';

/** What became of calls: counted as they change, and told. */
@Module({
  imports: [TimeModule, CallsModule, CountingModule],
  controllers: [AnalyticsController],
  providers: [CountingWatchService],
})
export class AnalyticsModule {}
