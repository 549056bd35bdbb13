import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import type { RequestClient } from 'twilio';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import { exchange, ExchangeError, exchangeFor, type ExchangeRequest } from './http-exchange.js';
import type { ExchangeAnswer, ReadAnswer } from './read-answer.js';
import { operationOf, type RequestListener, requestOutcomeOf } from './request-news.js';
import { Timer } from './request-timer.js';
import { HELD, type SendGate } from './send-gate.js';
import { TunnelAgent } from './tunnel-agent.js';
import { failureOfAnswer, failureOfExchange } from './twilio-failure.js';
import { TwilioError } from './twilio.errors.js';

/**
 * Idle connections end before a server ends them (5 s is common), the time at a gate included: a reset of one in use is an
 * unknown outcome.
 */
const IDLE_MS = 3_000;

/** The SDK's answer: status, headers and the body's text, which it parses. */
type SdkResponse = NonNullable<RequestClient['lastResponse']>;

export interface RequestClientSettings {
  /** Milliseconds that one request may take, waiting for a connection included. */
  timeoutMs: number;
  /** Scheme, host and port in place of Twilio's own. */
  apiBaseUrl?: string;
  /** The proxy to go through. */
  proxyUrl?: string;
}

const agentFor = (
  { timeoutMs, apiBaseUrl, proxyUrl }: RequestClientSettings,
  maxSockets: number,
): http.Agent | https.Agent => {
  const options = { keepAlive: true, timeout: IDLE_MS, maxSockets };
  if (proxyUrl !== undefined) return new TunnelAgent(proxyUrl, { ...options, tunnelMs: timeoutMs });
  return apiBaseUrl?.startsWith('http:') ? new http.Agent(options) : new https.Agent(options);
};

/**
 * The SDK's way to the network. It tells what was surely not sent from what may have been, which the SDK's own
 * client cannot; follows no redirect, repeats nothing, and logs and keeps nothing.
 */
export class TwilioRequestClient {
  private readonly agent: http.Agent | https.Agent;
  private readonly origin?: string;
  private isClosed = false;
  /** The SDK hands nothing through of its own accord. */
  private readonly gates = new AsyncLocalStorage<SendGate>();
  private readonly listeners = new Set<RequestListener>();

  /** `mostSockets` connections at a time; requests beyond wait for one. */
  constructor(
    private readonly settings: RequestClientSettings,
    mostSockets = Infinity,
  ) {
    this.origin = settings.apiBaseUrl === undefined ? undefined : new URL(settings.apiBaseUrl).origin;
    this.agent = agentFor(settings, mostSockets);
  }

  /**
   * The one thing that the SDK asks for: status, headers and the body's text, which it parses.
   * @throws TwilioError for every answer but a 2xx, and where none came
   */
  async request(options: RequestOptions<unknown>): Promise<SdkResponse> {
    const timer = new Timer(this.gates.getStore());
    try {
      const answer = await this.understood(() => this.send(options, timer.gate));
      const failure = failureOfAnswer(answer);
      if (failure) throw failure;
      this.report(options, timer, undefined);
      return { statusCode: answer.statusCode, headers: answer.headers, body: answer.body };
    } catch (error) {
      this.report(options, timer, error);
      throw error;
    }
  }

  /**
   * What `read` takes of the answer, whatever its status.
   * @throws TwilioError where none came
   */
  take<Answer>(
    wanted: Omit<ExchangeRequest, 'agent' | 'timeoutMs' | 'gate'>,
    read: ReadAnswer<Answer>,
  ): Promise<Answer> {
    const ask = { ...wanted, timeoutMs: this.settings.timeoutMs, agent: this.agent };
    return this.understood(() => exchangeFor(ask, read));
  }

  onRequest(listener: RequestListener): void {
    this.listeners.add(listener);
  }

  /** What is asked in it is written when the gate lets it. */
  through<T>(gate: SendGate, ask: () => Promise<T>): Promise<T> {
    return this.gates.run(gate, ask);
  }

  /** Cuts off what is under way, and sends nothing from now on. */
  close(): void {
    this.isClosed = true;
    this.agent.destroy();
  }

  private async understood<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (this.isClosed) throw failureOfExchange(new ExchangeError(false, 'ESHUTDOWN', 'Atlas is ending'));
    return ask().catch((error: unknown) => {
      throw error instanceof ExchangeError ? failureOfExchange(error) : error;
    });
  }

  /** What was kept at its gate is no request. */
  private report({ method, uri }: RequestOptions<unknown>, { ms }: Timer, error: unknown): void {
    if (error instanceof TwilioError && error.reason.code === HELD) return;
    const outcome = error === undefined ? 'ok' : requestOutcomeOf(error);
    const news = { operation: operationOf(method, uri), outcome, ms };
    for (const listener of this.listeners) listener(news);
  }

  private send(options: RequestOptions<unknown>, gate?: SendGate): Promise<ExchangeAnswer> {
    const { username, password, data } = options;
    const headers: Record<string, string> = { ...options.headers };
    headers['Authorization'] = basicAuthorization(username ?? '', password ?? '');
    return exchange({
      method: options.method.toUpperCase(),
      url: this.locate(options.uri, options.params),
      headers,
      body: data === undefined ? undefined : encodeForm(data as object).toString(),
      timeoutMs: options.timeout ?? this.settings.timeoutMs,
      agent: this.agent,
      gate,
    });
  }

  private locate(uri: string, params?: object): URL {
    const { origin, pathname, search } = new URL(uri);
    const url = new URL(`${this.origin ?? origin}${pathname}${search}`);
    for (const [name, value] of encodeForm(params ?? {})) url.searchParams.append(name, value);
    return url;
  }
}

export const basicAuthorization = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** What the SDK makes of its parameters. */
type Field = string | number | boolean | null | undefined;

/** Form fields as Twilio reads them: a list is its name repeated, what is undefined is absent. */
const encodeForm = (fields: object): URLSearchParams => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields) as [string, Field | Field[]][]) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) form.append(name, String(item ?? ''));
    }
  }
  return form;
};
