import { Logger } from '@nestjs/common';
import type { Listing } from './listing.js';
import { isListed, type ListCalls } from './list-calls.js';
import { type PagesToRead, readPages } from './read-pages.js';
import { TWILIO_ORIGIN, type TwilioAccount } from './twilio-account.js';
import { type EventResource, toTwilioCallEvent, type TwilioCallEvent } from './twilio-call-event.js';
import { isCallSid, toTwilioCall, type TwilioCall } from './twilio-call.js';
import type { TwilioConnection } from './twilio-connection.js';
import { toTwilioNotification, type TwilioNotification } from './twilio-notification.js';
import { toTwilioRecording, type TwilioRecording } from './twilio-recording.js';
import { toTwilioTranscription, type TwilioTranscription } from './twilio-transcription.js';
import { NOT_FOUND, TwilioError } from './twilio.errors.js';

const PAGE_SIZE = 200;
/** More than one call can have. */
const MAX_PER_CALL = 1_000;

/** Wraps each single request, repeats and further pages included, so that the caller can limit their rate. */
export type Through = <T>(request: () => Promise<T>) => Promise<T>;

/** The SDK's handle of a call. Text that is no SID fails as an unknown SID does, without a request. */
export const callOf = ({ client }: TwilioConnection, sid: string) => {
  if (isCallSid(sid)) return client.calls(sid);
  throw new TwilioError(
    'refused',
    { code: NOT_FOUND, message: 'This is no call SID' },
    undefined,
    'idempotent',
  );
};

const straight: Through = (request) => request();

/** What Twilio keeps of calls, as its REST API tells it. Each method asks again after 429, a time-out or a 5xx, and throws TwilioError. */
export class CallRecords {
  private readonly logger = new Logger('TwilioService');

  constructor(
    private readonly account: TwilioAccount,
    private readonly reading: TwilioConnection,
    private readonly listing: TwilioConnection,
  ) {}

  fetchCall(sid: string, through: Through = straight): Promise<TwilioCall> {
    const fetch = async (): Promise<TwilioCall> => toTwilioCall(await callOf(this.reading, sid).fetch(), sid);
    return this.reading.idempotent('fetch a call', () => through(fetch));
  }

  listCalls(wanted: ListCalls, through?: Through): Promise<TwilioCall[]> {
    const { to, from, limit } = wanted;
    const first = () => this.listing.client.calls.page({ to, from, pageSize: PAGE_SIZE });
    const read = (resource: Parameters<typeof toTwilioCall>[0]): TwilioCall | null => {
      const call = toTwilioCall(resource);
      return isListed(call, wanted) ? call : null;
    };
    return this.list('list calls', { first, read, limit }, through);
  }

  async listCallEvents(sid: string, through?: Through): Promise<Listing<TwilioCallEvent>> {
    const { events } = this.callOf(sid);
    const first = () => events.page({ pageSize: PAGE_SIZE });
    const read = (resource: EventResource) => toTwilioCallEvent(resource, sid);
    return this.listOf(sid, 'events', { first, read }, through);
  }

  async listRecordings(callSid: string, through?: Through): Promise<Listing<TwilioRecording>> {
    const { recordings } = this.callOf(callSid);
    const recordingsUrl = `${this.account.apiBaseUrl ?? TWILIO_ORIGIN}/2010-04-01/Accounts/${this.account.accountSid}/Recordings`;
    const first = () => recordings.page({ pageSize: PAGE_SIZE });
    const read = (resource: object) =>
      toTwilioRecording(resource, callSid, (sid) => `${recordingsUrl}/${sid}`);
    return this.listOf(callSid, 'recordings', { first, read }, through);
  }

  listTranscriptions(recordingSid: string, through?: Through): Promise<Listing<TwilioTranscription>> {
    const { transcriptions } = this.listing.client.recordings(recordingSid);
    const first = () => transcriptions.page({ pageSize: PAGE_SIZE });
    const read = (resource: object) => toTwilioTranscription(resource, recordingSid);
    return this.listOf(recordingSid, 'transcriptions', { first, read }, through);
  }

  async listNotifications(callSid: string, through?: Through): Promise<Listing<TwilioNotification>> {
    const { notifications } = this.callOf(callSid);
    const first = () => notifications.page({ pageSize: PAGE_SIZE });
    const read = (resource: object) => toTwilioNotification(resource, callSid);
    return this.listOf(callSid, 'notifications', { first, read }, through);
  }

  private callOf(sid: string) {
    return callOf(this.listing, sid);
  }

  /** What belongs to one call or recording: an entry that cannot be read hides none of the others. */
  private async listOf<Item, Value>(
    sid: string,
    what: string,
    { first, read }: Omit<PagesToRead<Item, Value>, 'limit'>,
    through?: Through,
  ): Promise<Listing<Value>> {
    let isWhole = true;
    const readEach = (item: Item): Value | null => {
      try {
        return read(item);
      } catch (error) {
        isWhole = false;
        this.logger.warn(`An entry was left out of the ${what} of ${sid}: ${(error as Error).message}`);
        return null;
      }
    };
    const pages = { first, read: readEach, limit: MAX_PER_CALL };
    return { items: await this.list(`list the ${what} of ${sid}`, pages, through), isWhole };
  }

  private list<Item, Value>(
    what: string,
    pages: PagesToRead<Item, Value>,
    through: Through = straight,
  ): Promise<Value[]> {
    return readPages((request) => this.listing.idempotent(what, () => through(request)), pages);
  }
}
