import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { isListed, type ListCalls } from './list-calls.js';
import { createParameters, type PlaceCall } from './place-call.js';
import { readPages, type PagesToRead } from './read-pages.js';
import { TWILIO_ORIGIN, TwilioAccount } from './twilio-account.js';
import { toTwilioCallEvent, type TwilioCallEvent } from './twilio-call-event.js';
import { isCallSid, toTwilioCall, type TwilioCall } from './twilio-call.js';
import { TwilioConnection } from './twilio-connection.js';
import { toTwilioRecording, type TwilioRecording } from './twilio-recording.js';
import { CALL_NOT_IN_PROGRESS, NOT_FOUND, TwilioError } from './twilio.errors.js';

const PAGE_SIZE = 200;
/** More than one call can have. */
const MAX_PER_CALL = 1_000;

/** Atlas's only way to Twilio's REST API. Every failure is a TwilioError that tells whether anything was sent. */
@Injectable()
export class TwilioService implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly connection: TwilioConnection;

  constructor(private readonly account: TwilioAccount) {
    this.connection = new TwilioConnection(account);
  }

  /**
   * Dials once. What Twilio has surely not seen (and 429) is tried a few times within 5 s, anything else never.
   * @throws TwilioError
   */
  placeCall(call: PlaceCall): Promise<{ sid: string; status: string }> {
    return this.connection.placing('place a call', async () => {
      const created = await this.connection.client.calls.create(createParameters(this.account, call));
      const { sid, status } = toTwilioCall(created);
      return { sid, status };
    });
  }

  /**
   * The call as Twilio knows it now. Asked again after 429, a time-out or a 5xx.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  async fetchCall(sid: string): Promise<TwilioCall> {
    const call = this.callOf(sid);
    return this.connection.idempotent('fetch a call', async () => toTwilioCall(await call.fetch(), sid));
  }

  /**
   * The calls from one number to another, as Twilio's list gives them: fewer than `limit` are all there are. Times
   * are compared here, with `date_created`, because Twilio filters by `start_time`, which an undialled call lacks;
   * so all calls between the two numbers are read, up to 10,000 (50 pages of 200).
   * @throws TwilioError also (`unknown`) when that is not enough to know
   */
  listCalls(wanted: ListCalls): Promise<TwilioCall[]> {
    const { to, from, limit } = wanted;
    return this.list('list calls', {
      first: () => this.connection.client.calls.page({ to, from, pageSize: PAGE_SIZE }),
      read: (resource) => {
        const call = toTwilioCall(resource);
        return isListed(call, wanted) ? call : null;
      },
      limit,
    });
  }

  /**
   * The requests that Twilio made for the call, at most 1,000. Known to Twilio about 15 minutes after its end; empty
   * before, which says nothing.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  async listCallEvents(sid: string): Promise<TwilioCallEvent[]> {
    const { events } = this.callOf(sid);
    const first = () => events.page({ pageSize: PAGE_SIZE });
    return this.list("list a call's events", { first, read: toTwilioCallEvent, limit: MAX_PER_CALL });
  }

  /**
   * The call's recordings, at most 1,000.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  async listRecordings(callSid: string): Promise<TwilioRecording[]> {
    const { recordings } = this.callOf(callSid);
    const recordingsUrl = `${this.account.apiBaseUrl ?? TWILIO_ORIGIN}/2010-04-01/Accounts/${this.account.accountSid}/Recordings`;
    return this.list("list a call's recordings", {
      first: () => recordings.page({ pageSize: PAGE_SIZE }),
      read: (recording) => toTwilioRecording(recording, callSid, (sid) => `${recordingsUrl}/${sid}`),
      limit: MAX_PER_CALL,
    });
  }

  /**
   * Ends the call: `completed` hangs up whatever its state, `canceled` only one that is queued or ringing. Sent again
   * after a time-out or a 5xx, for ending twice is ending once; a failure with `mayRepeat` may be asked again later.
   * @returns the call after it, which may take a moment to reach that status
   * @throws TwilioError `refused` with code 21220 when it is too late, 20404 when Twilio does not know the SID
   */
  async endCall(sid: string, status: 'completed' | 'canceled'): Promise<TwilioCall> {
    const call = this.callOf(sid);
    let requests = 0;
    try {
      return await this.connection.idempotent('end a call', async () => {
        requests += 1;
        return toTwilioCall(await call.update({ status }), sid);
      });
    } catch (error) {
      if (requests === 1 || !(error instanceof TwilioError && error.isRefusal(CALL_NOT_IN_PROGRESS)))
        throw error;
      // An earlier request of these may be what ended it; `completed` cancels what was not answered yet.
      const ended = await this.fetchCall(sid);
      if (ended.status !== status && ended.status !== 'canceled') throw error;
      return ended;
    }
  }

  /**
   * Whether Twilio answers for this account and lets it call. Never throws; one request, not repeated. A standard API
   * key may not ask for the account itself, so that its calls are asked for in place of it.
   */
  async isHealthy(): Promise<boolean> {
    try {
      if (this.account.apiKey) {
        await this.connection.once('list a call', () => this.connection.client.calls.page({ pageSize: 1 }));
        return true;
      }
      const account = this.connection.client.api.v2010.accounts(this.account.accountSid);
      const { status } = await this.connection.once('fetch the account', () => account.fetch());
      return status !== 'suspended' && status !== 'closed';
    } catch {
      return false; // logged by the connection
    }
  }

  beforeApplicationShutdown(): void {
    this.connection.stopRepeating();
  }

  onApplicationShutdown(): void {
    this.connection.close();
  }

  private list<Item, Value>(what: string, pages: PagesToRead<Item, Value>): Promise<Value[]> {
    return readPages((request) => this.connection.idempotent(what, request), pages);
  }

  /** The SDK's handle of a call. What is no SID is answered as Twilio answers an unknown one, without asking. */
  private callOf(sid: string) {
    if (isCallSid(sid)) return this.connection.client.calls(sid);
    throw new TwilioError(
      'refused',
      { code: NOT_FOUND, message: 'This is no call SID' },
      undefined,
      'idempotent',
    );
  }
}
