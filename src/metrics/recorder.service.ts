import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type CallChanged, CallEventsService } from '../calls/events/call-events.service.js';
import { KNOWN_METHODS } from '../common/http/known-methods.js';
import { type Answered, RequestWatches } from '../common/http/request-watches.js';
import { routeTemplate } from '../common/http/route-template.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { WebhookCountsService } from '../webhooks/counts/webhook-counts.service.js';
import { CallEndsService } from './call-ends.service.js';
import { Metrics } from './metrics.registry.js';

/** Hears of what happens, and adds it up: no more than a counter is raised until somebody looks. */
@Injectable()
export class RecorderService implements OnModuleInit, OnModuleDestroy {
  private unsubscribe?: () => void;

  constructor(
    private readonly metrics: Metrics,
    private readonly watches: RequestWatches,
    private readonly webhooks: WebhookCountsService,
    private readonly calls: CallEventsService,
    private readonly twilio: TwilioService,
    private readonly ends: CallEndsService,
  ) {}

  onModuleInit(): void {
    this.watches.add((answered) => this.requestAnswered(answered));
    this.webhooks.onCounted(({ kind, result, reason = '' }) =>
      this.metrics.webhooks.inc({ kind, result, reason }),
    );
    this.twilio.onRequest(({ operation, outcome, ms }) =>
      this.metrics.twilio.observe({ operation, outcome }, ms / 1000),
    );
    this.unsubscribe = this.calls.subscribe((news) => this.callChanged(news));
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  private requestAnswered({ request, response, ms, isWhole }: Answered): void {
    const labels = {
      route: routeTemplate(request) ?? 'other',
      method: KNOWN_METHODS.has(request.method) ? request.method : 'other',
      status: isWhole ? `${Math.floor(response.statusCode / 100)}xx` : 'left',
    };
    this.metrics.requests.observe(labels, ms / 1000);
  }

  private callChanged(news: CallChanged): void {
    const { change } = news;
    if (change.kind === 'dialling' && change.dueAt) {
      const lateMs = change.attempt.createdAt.getTime() - change.dueAt.getTime();
      this.metrics.lateness.observe(Math.max(0, lateMs) / 1000);
    }
    const outcome = this.ends.endOf(news);
    if (outcome) this.metrics.callsEnded.inc({ outcome });
  }
}
