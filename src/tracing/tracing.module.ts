import { Module } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { openTracer } from './open.tracer.js';
import { TracingService } from './tracing.service.js';

/** Traces for OpenTelemetry, where its variables ask for them; before any request is taken. */
@Module({
  imports: [TwilioModule],
  providers: [
    {
      provide: TracingService,
      inject: [Environment, TwilioService],
      useFactory: async (environment: Environment, twilio: TwilioService): Promise<TracingService> =>
        new TracingService(await openTracer(environment), twilio),
    },
  ],
})
export class TracingModule {}
