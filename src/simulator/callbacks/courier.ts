import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Account } from '../account.js';
import type { Call } from '../calls/call.js';
import type { HttpMethod } from '../calls/call-request.js';
import { connectionOverrides, type ConnectionOverrides, type FailureKind } from './connection-overrides.js';
import { HttpAgents, type HttpAnswer, type HttpOutcome } from './http-post.js';
import { twilioSignature } from './signature.js';
import type { Tape } from './tape.js';
import { fieldsOf, type Webhook, type WebhookRecord } from './webhook.js';

/** How much of an answer the truth keeps. */
const KEPT_BODY_CHARACTERS = 2000;
/** Twilio does not say how long it waits between tries; this doubles from one to the next. */
const FIRST_PAUSE_MS = 100;
const MAX_HTTP_REDIRECTS = 10;

/** What came of a webhook at its last try, and the address that was asked in the end. */
export type Delivery = HttpOutcome & { url: string };
export type Answered = HttpAnswer & { url: string };

/** The answer, when it is anything but an error. */
export const goodAnswer = (delivery: Delivery): Answered | null =>
  delivery.answered && delivery.status < 400 ? delivery : null;

const failureOf = (outcome: HttpOutcome): FailureKind | null => {
  if (!outcome.answered) return outcome.failure;
  if (outcome.status >= 500) return '5xx';
  return outcome.status >= 400 ? '4xx' : null;
};

/** Takes webhooks to the customer's server: signed, tried again as the URL's fragment asks, and written down. */
export class Courier {
  private readonly agents = new HttpAgents();
  private closed = false;

  constructor(
    private readonly account: Account,
    private readonly tape: Tape,
  ) {}

  /** Ends the connections; what waits for another try is given up. */
  close(): void {
    this.closed = true;
    this.agents.close();
  }

  /** Writes a webhook down in its call, before anything is sent. */
  register(call: Call, webhook: Webhook): WebhookRecord {
    const record: WebhookRecord = {
      kind: webhook.kind,
      event: webhook.event,
      endpoint: webhook.endpoint,
      form: new URLSearchParams(webhook.params).toString(),
      at: call.clock.now(),
      token: randomUUID(),
      tries: [],
      faults: [],
      isPending: false,
    };
    call.webhooks.push(record);
    this.tape.add(call, record);
    call.changed();
    return record;
  }

  /** Delivers a webhook that was registered. Resolves after the last try; never rejects. */
  async deliver(call: Call, record: WebhookRecord): Promise<Delivery> {
    const overrides = connectionOverrides(record.endpoint.url);
    const deadline = performance.now() + overrides.totalMs;
    for (let attempt = 0; ; attempt += 1) {
      const delivery = await this.attempt(record, overrides, deadline);
      call.changed();
      const failure = failureOf(delivery);
      if (failure === null) return delivery;
      const pause = FIRST_PAUSE_MS * 2 ** attempt;
      const mayRetry = attempt < overrides.retries && overrides.retryOn.has(failure);
      if (!mayRetry || performance.now() + pause >= deadline) return delivery;
      // The pause alone keeps no process running.
      await after(pause, undefined, { ref: false });
      if (this.closed) return delivery;
    }
  }

  /** One try, with the HTTP redirects that it is answered with. */
  private async attempt(
    record: WebhookRecord,
    overrides: ConnectionOverrides,
    deadline: number,
  ): Promise<Delivery> {
    let { method } = record.endpoint;
    let [url = ''] = record.endpoint.url.split('#', 1);
    for (let hops = 0; ; hops += 1) {
      const outcome = await this.send(record, method, url, overrides, deadline);
      if (!outcome.answered) return { ...outcome, url };
      const isRedirect = outcome.status >= 300 && outcome.status < 400 && outcome.location !== undefined;
      if (!isRedirect || hops === MAX_HTTP_REDIRECTS) return { ...outcome, url };
      if (outcome.status !== 307 && outcome.status !== 308) method = 'GET';
      if (!URL.canParse(outcome.location ?? '', url)) return { ...outcome, url };
      url = new URL(outcome.location ?? '', url).href;
    }
  }

  private async send(
    record: WebhookRecord,
    method: HttpMethod,
    url: string,
    overrides: ConnectionOverrides,
    deadline: number,
  ): Promise<HttpOutcome> {
    const since = performance.now();
    const left = Math.max(1, deadline - since);
    const outcome = await this.agents.send({
      ...this.signed(record, method, url),
      connectTimeoutMs: Math.min(overrides.connectTimeoutMs, left),
      readTimeoutMs: Math.min(overrides.readTimeoutMs, left),
    });
    record.tries.push({
      at: new Date(),
      status: outcome.answered ? outcome.status : null,
      failure: outcome.answered ? null : `${outcome.failure}: ${outcome.message}`,
      tookMs: Math.round(performance.now() - since),
      contentType: outcome.answered ? outcome.contentType : '',
      body: outcome.answered ? outcome.body.slice(0, KEPT_BODY_CHARACTERS) : '',
    });
    return outcome;
  }

  private signed(record: WebhookRecord, method: HttpMethod, url: string) {
    const { form } = record;
    const isPost = method === 'POST';
    const target = isPost ? url : `${url}${url.includes('?') ? '&' : '?'}${form}`;
    return {
      method,
      url: target,
      body: isPost ? form : '',
      headers: {
        'User-Agent': 'TwilioProxy/1.1',
        Accept: '*/*',
        'X-Twilio-Signature': twilioSignature(this.account.authToken, target, isPost ? fieldsOf(form) : {}),
        'I-Twilio-Idempotency-Token': record.token,
        ...(isPost && {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'Content-Length': String(Buffer.byteLength(form)),
        }),
      },
    };
  }
}
