import { createRequire } from 'node:module';
import { Logger } from '@nestjs/common';
import type { RequestClient, Twilio } from 'twilio';
import type { RequestListener } from './request-news.js';
import { retryIdempotent } from './retry-request.js';
import { HELD, type SendGate } from './send-gate.js';
import type { TwilioAccount } from './twilio-account.js';
import { failureOfSdk } from './twilio-failure.js';
import type { TwilioError, TwilioRequestKind } from './twilio.errors.js';
import { basicAuthorization, TwilioRequestClient } from './twilio-request-client.js';

const require = createRequire(import.meta.url);

/** The SDK's client for one account, and the ways to ask it: every failure is a TwilioError, logged once. */
export class TwilioConnection {
  private opened?: Twilio;
  private readonly logger = new Logger('TwilioService');
  private readonly http: TwilioRequestClient;
  private readonly stopping = new AbortController();
  /** What each request says of who asks. */
  readonly authorization: string;

  constructor(
    private readonly account: TwilioAccount,
    mostSockets?: number,
  ) {
    this.http = new TwilioRequestClient(account, mostSockets);
    const { sid, secret } = credentialsOf(account);
    this.authorization = basicAuthorization(sid, secret);
  }

  /** Opened when something is first asked: the SDK loads axios and more, which a start need not wait for. */
  get client(): Twilio {
    return (this.opened ??= this.open());
  }

  /** The listener is told of each request once it is over; it is to be quick, and never to fail. */
  onRequest(listener: RequestListener): void {
    this.http.onRequest(listener);
  }

  /** One request that may be sent twice, but is not repeated. */
  once<T>(what: string, request: () => Promise<T>): Promise<T> {
    return this.logged(what, () => understood(request, 'idempotent'));
  }

  /** The same, of which `read` takes what it wants while it comes, as `ask` does with it. */
  reading<T>(what: string, ask: (http: TwilioRequestClient) => Promise<T>): Promise<T> {
    return this.once(what, () => ask(this.http));
  }

  /** What must not happen twice: one request, not repeated, written when the gate lets it. */
  placing<T>(what: string, gate: SendGate, request: () => Promise<T>): Promise<T> {
    return this.logged(what, () => this.http.through(gate, () => understood(request, 'placing')));
  }

  /** What may be sent twice: repeated a few times unless refused. No attempt begins after 12 s. */
  idempotent<T>(what: string, request: () => Promise<T>): Promise<T> {
    const ask = (): Promise<T> => understood(request, 'idempotent');
    return this.logged(what, () => retryIdempotent(ask, this.stopping.signal));
  }

  /** Repeats nothing from now on. */
  stopRepeating(): void {
    this.stopping.abort();
  }

  /** Cuts off what is under way, and sends nothing from now on. */
  close(): void {
    this.http.close();
  }

  private open(): Twilio {
    const Client = require('twilio/lib/rest/Twilio.js') as typeof Twilio;
    const { sid, secret } = credentialsOf(this.account);
    return new Client(sid, secret, {
      accountSid: this.account.accountSid,
      httpClient: this.http as Pick<RequestClient, 'request'> as RequestClient,
      autoRetry: false,
      edge: '', // set, so that the SDK does not read the environment; TWILIO_API_BASE_URL says where to
      region: '',
      logLevel: '',
    });
  }

  private async logged<T>(what: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const failure = failureOfSdk(error);
      if (failure.reason.code !== HELD) this.log(what, failure);
      throw failure;
    }
  }

  private log(what: string, { outcome, reason }: TwilioError): void {
    this.logger.warn(`Could not ${what}: ${outcome}, ${reason.code} ${reason.message}`);
  }
}

const credentialsOf = ({ apiKey, accountSid, authToken }: TwilioAccount): { sid: string; secret: string } =>
  apiKey ?? { sid: accountSid, secret: authToken };

const understood = async <T>(request: () => Promise<T>, kind: TwilioRequestKind): Promise<T> => {
  try {
    return await request();
  } catch (error) {
    const failure = failureOfSdk(error);
    throw kind === 'idempotent' ? failure.ofIdempotent() : failure;
  }
};
