import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import type { CallEventsService } from '../calls/events/call-events.service.js';
import { type Answered, RequestWatches } from '../common/http/request-watches.js';
import type { RequestNews } from '../twilio/request-news.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import type { WebhookSort } from '../webhooks/counts/webhook-count.js';
import type { WebhookCountsService } from '../webhooks/counts/webhook-counts.service.js';
import { CallEndsService } from './call-ends.service.js';
import { Metrics } from './metrics.registry.js';
import { RecorderService } from './recorder.service.js';
import { parseExposition } from './testing/parse-exposition.js';

type CallListener = Parameters<CallEventsService['subscribe']>[0];

const at = new Date('2026-02-03T04:05:06.000Z');
let metrics: Metrics;
let recorder: RecorderService;
let tell: {
  request?: (answered: Answered) => void;
  webhook?: (sort: WebhookSort) => void;
  twilio?: (news: RequestNews) => void;
  call?: CallListener;
};

beforeEach(() => {
  metrics = new Metrics();
  tell = {};
  recorder = new RecorderService(
    metrics,
    Object.assign(new RequestWatches(), {
      add: (watch: (answered: Answered) => void) => (tell.request = watch),
    }),
    { onCounted: (heard: typeof tell.webhook) => (tell.webhook = heard) } as unknown as WebhookCountsService,
    {
      subscribe: (listener: CallListener) => {
        tell.call = listener;
        return () => delete tell.call;
      },
    } as unknown as CallEventsService,
    { onRequest: (heard: typeof tell.twilio) => (tell.twilio = heard) } as unknown as TwilioService,
    new CallEndsService(),
  );
  recorder.onModuleInit();
});

/** The samples of a metric without its buckets, each in a line. */
const told = async (name: string): Promise<string[]> =>
  (parseExposition(await metrics.text()).get(name)?.samples ?? [])
    .filter((sample) => !sample.name.endsWith('_bucket'))
    .map(({ name: full, labels, value }) =>
      [full.slice(name.length), ...Object.values(labels), value].join(' ').trim(),
    );
const answer = (method: string, path: unknown, statusCode: number, isWhole = true): void =>
  tell.request?.({
    request: { method, route: path === undefined ? undefined : { path } } as unknown as Request,
    response: { statusCode } as Response,
    ms: 250,
    isWhole,
  });
const dial = (dueAt: Date | undefined, createdAt: Date): void => {
  void tell.call?.({ callId: 'a', change: { kind: 'dialling', attempt: { createdAt }, dueAt } } as never);
};

describe('what is recorded', () => {
  it('are requests in seconds, by nothing that a stranger can make up', async () => {
    answer('GET', '/users/:user_id', 204);
    answer('PROPFIND', '/users/:user_id', 404);
    answer('GET', '/docs/*path', 200);
    answer('GET', undefined, 499);
    answer('GET', '/metrics', 200, false);
    await expect(told('atlas_http_request_duration_seconds')).resolves.toEqual([
      '_sum /users/:user_id GET 2xx 0.25',
      '_count /users/:user_id GET 2xx 1',
      '_sum /users/:user_id other 4xx 0.25',
      '_count /users/:user_id other 4xx 1',
      '_sum other GET 2xx 0.25',
      '_count other GET 2xx 1',
      '_sum other GET 4xx 0.25',
      '_count other GET 4xx 1',
      '_sum /metrics GET left 0.25',
      '_count /metrics GET left 1',
    ]);
  });

  it('are webhooks by reason, and requests to Twilio in seconds', async () => {
    tell.webhook?.({ kind: 'status', result: 'refused', reason: 'token' });
    tell.webhook?.({ kind: 'status', result: 'accepted' });
    tell.twilio?.({ operation: 'place-call', outcome: 'slow-down', ms: 1500 });
    await expect(told('atlas_webhooks_total')).resolves.toEqual([
      'status refused token 1',
      'status accepted  1',
    ]);
    await expect(told('atlas_twilio_request_duration_seconds')).resolves.toEqual([
      '_sum place-call slow-down 1.5',
      '_count place-call slow-down 1',
    ]);
  });

  it('is how late a call was dialled, none of them early, until Atlas ends', async () => {
    dial(at, new Date(at.getTime() + 2_000));
    dial(new Date(at.getTime() + 5_000), at);
    dial(undefined, at);
    await expect(told('atlas_dispatch_lateness_seconds')).resolves.toEqual(['_sum 2', '_count 2']);
    recorder.onModuleDestroy();
    expect(tell.call).toBeUndefined();
  });
});
