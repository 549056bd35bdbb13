import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import twilio, { type Twilio } from 'twilio';
import { callbackUrls } from './callback-urls.js';
import { maskPhoneNumbers } from './mask-phone-numbers.js';
import { TwilioAccount } from './twilio-account.js';
import { toTwilioCall, type TwilioCall } from './twilio-call.js';
import { failureOfSdk } from './twilio-failure.js';
import { TwilioError } from './twilio.errors.js';
import { TwilioRequestClient } from './twilio-request-client.js';
import { retryUnsent } from './retry-unsent.js';

/** What Twilio is asked to dial. */
export interface PlaceCall {
  /** E.164 of the callee. */
  to: string;
  callId: string;
  /** Counts from 1. */
  attempt: number;
  recordingEnabled: boolean;
}

const CALL_SID = /^CA[0-9A-Za-z]{1,64}$/;
const STATUS_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

/** Atlas's only way to Twilio's REST API. Every failure is a TwilioError that tells whether anything was sent. */
@Injectable()
export class TwilioService implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(TwilioService.name);
  private readonly http: TwilioRequestClient;
  private readonly client: Twilio;
  private readonly stopping = new AbortController();

  constructor(private readonly account: TwilioAccount) {
    this.http = new TwilioRequestClient(account);
    this.client = twilio(account.accountSid, account.authToken, {
      httpClient: this.http,
      autoRetry: false,
      edge: '', // set, so that the SDK does not read the environment; TWILIO_API_BASE_URL says where to
      region: '',
      logLevel: '',
    });
  }

  /**
   * Dials once. What Twilio has surely not seen (and 429) is tried a few times within 5 s, anything else never.
   * @throws TwilioError
   */
  async placeCall(call: PlaceCall): Promise<{ sid: string; status: string }> {
    const urls = callbackUrls(this.account.baseUrl, call);
    const { sid, status } = await this.ask('place a call', () =>
      this.client.calls.create({
        to: call.to,
        from: this.account.fromNumber,
        url: urls.voice,
        method: 'POST',
        statusCallback: urls.status,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: STATUS_EVENTS,
      }),
    );
    return { sid, status };
  }

  /**
   * The call as Twilio knows it now.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  async fetchCall(sid: string): Promise<TwilioCall> {
    return toTwilioCall(await this.ask('fetch a call', () => this.client.calls(sid).fetch()));
  }

  /** Whether Twilio answers for this account and lets it call. Never throws; one request, not repeated. */
  async isHealthy(): Promise<boolean> {
    try {
      const { status } = await this.client.api.v2010.accounts(this.account.accountSid).fetch();
      return status !== 'suspended' && status !== 'closed';
    } catch (error) {
      this.logFailure('fetch the account', failureOfSdk(error));
      return false;
    }
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  onApplicationShutdown(): void {
    this.http.close();
  }

  private async ask<T extends { sid: string }>(what: string, request: () => Promise<T>): Promise<T> {
    try {
      return await retryUnsent(() => this.once(request), this.stopping.signal);
    } catch (error) {
      const failure = failureOfSdk(error);
      this.logFailure(what, failure);
      throw failure;
    }
  }

  /** One request; an answer that names no call is as unclear as none. */
  private async once<T extends { sid: string }>(request: () => Promise<T>): Promise<T> {
    try {
      const answer = await request();
      if (typeof answer.sid !== 'string' || !CALL_SID.test(answer.sid))
        throw new Error('the answer names no call');
      return answer;
    } catch (error) {
      throw failureOfSdk(error);
    }
  }

  private logFailure(what: string, { outcome, reason }: TwilioError): void {
    this.logger.warn(`Could not ${what}: ${outcome}, ${reason.code} ${maskPhoneNumbers(reason.message)}`);
  }
}
