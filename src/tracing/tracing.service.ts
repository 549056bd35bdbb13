import type { OnApplicationShutdown } from '@nestjs/common';
import type { RequestNews } from '../twilio/request-news.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import type { Tracer } from './span.js';
import { activeTracer, currentTrace, setTracer } from './tracing.js';

/** Has the tracer for as long as the application lives, and tells it of each request to Twilio. */
export class TracingService implements OnApplicationShutdown {
  constructor(
    private readonly tracer: Tracer | undefined,
    twilio: TwilioService,
  ) {
    if (!tracer) return;
    setTracer(tracer);
    twilio.onRequest((news) => tracer.add(toSpan(news)));
  }

  async onApplicationShutdown(): Promise<void> {
    if (activeTracer() === this.tracer) setTracer(undefined);
    await this.tracer?.close();
  }
}

/** Heard in the midst of what asked for it. */
const toSpan = ({ operation, outcome, ms }: RequestNews) => ({
  name: `twilio ${operation}`,
  kind: 'client' as const,
  ms,
  parent: currentTrace(),
  facts: {
    'peer.service': 'twilio' as const,
    'atlas.twilio.operation': operation,
    'atlas.twilio.outcome': outcome,
  },
  isFailed: outcome !== 'ok',
});
