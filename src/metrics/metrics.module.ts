import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { CallEndsService } from './call-ends.service.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.registry.js';
import { QueueDepthService } from './queue-depth.service.js';
import { RecorderService } from './recorder.service.js';

/** What is measured, for Prometheus. */
@Module({
  imports: [CallsModule, DispatchModule, TimeModule, TwilioModule, WebhooksModule],
  controllers: [MetricsController],
  providers: [CallEndsService, Metrics, QueueDepthService, RecorderService],
})
export class MetricsModule {}
