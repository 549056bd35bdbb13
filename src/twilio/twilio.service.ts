import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { mayCall } from './account-health.js';
import { callOf, CallRecords, type Through } from './call-records.js';
import type { Listing } from './listing.js';
import type { ListCalls } from './list-calls.js';
import { createParameters, type PlaceCall } from './place-call.js';
import { type Media, RecordingMedia, type MediaRequest } from './recording-media.js';
import { deleteRecording, deleteTranscriptions } from './recording-removal.js';
import type { RequestListener } from './request-news.js';
import type { SendGate } from './send-gate.js';
import { TwilioAccount } from './twilio-account.js';
import type { TwilioCallEvent } from './twilio-call-event.js';
import { toTwilioCall, type TwilioCall } from './twilio-call.js';
import { TwilioConnection } from './twilio-connection.js';
import type { TwilioNotification } from './twilio-notification.js';
import type { TwilioRecording } from './twilio-recording.js';
import type { TwilioTranscription } from './twilio-transcription.js';
import { CALL_NOT_IN_PROGRESS, TwilioError } from './twilio.errors.js';

const READING_SOCKETS = 50;
/** More than are played at once. */
const MEDIA_SOCKETS = 64;

/** Atlas's only way to Twilio's REST API. Every failure is a TwilioError that tells whether anything was sent. */
@Injectable()
export class TwilioService implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly connection: TwilioConnection;
  /** Each has its own sockets: slow answers hold up neither dialling nor the question how a call ended. */
  private readonly reading: TwilioConnection;
  private readonly listing: TwilioConnection;
  private readonly media: TwilioConnection;
  private readonly records: CallRecords;
  private readonly sounds: RecordingMedia;

  constructor(private readonly account: TwilioAccount) {
    this.connection = new TwilioConnection(account);
    this.reading = new TwilioConnection(account, READING_SOCKETS);
    this.listing = new TwilioConnection(account, READING_SOCKETS);
    this.media = new TwilioConnection(account, MEDIA_SOCKETS);
    this.records = new CallRecords(account, this.reading, this.listing);
    this.sounds = new RecordingMedia(account, this.media);
  }

  /** The listener is told of each request once it is over; it is to be quick, and never to fail. */
  onRequest(listener: RequestListener): void {
    for (const each of this.all()) each.onRequest(listener);
  }

  /**
   * Dials once, when the gate lets the request through. Nothing is repeated.
   * @throws TwilioError `unsent` with the code `held` where the gate let nothing through
   */
  placeCall(call: PlaceCall, gate: SendGate): Promise<{ sid: string; status: string }> {
    return this.connection.placing('place a call', gate, async () => {
      const created = await this.connection.client.calls.create(createParameters(this.account, call));
      const { sid, status } = toTwilioCall(created);
      return { sid, status };
    });
  }

  /**
   * The call as Twilio knows it now. Asked again after 429, a time-out or a 5xx.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  async fetchCall(sid: string, through?: Through): Promise<TwilioCall> {
    return this.records.fetchCall(sid, through);
  }

  /**
   * The calls from one number to another, as Twilio's list gives them: fewer than `limit` are all there are. Times
   * are compared here, with `date_created`, because Twilio filters by `start_time`, which an undialled call lacks;
   * so all calls between the two numbers are read, up to 10,000.
   * @throws TwilioError also (`unknown`) when that is not enough to know
   */
  listCalls(wanted: ListCalls, through?: Through): Promise<TwilioCall[]> {
    return this.records.listCalls(wanted, through);
  }

  /**
   * The requests that Twilio made for the call, at most 1,000. Known to Twilio about 15 minutes after its end; empty
   * before, which says nothing.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  listCallEvents(sid: string, through?: Through): Promise<Listing<TwilioCallEvent>> {
    return this.records.listCallEvents(sid, through);
  }

  /**
   * The call's recordings, at most 1,000.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the SID
   */
  listRecordings(callSid: string, through?: Through): Promise<Listing<TwilioRecording>> {
    return this.records.listRecordings(callSid, through);
  }

  /**
   * The sound of a recording, as it comes. One request, not repeated; whoever asks has to read it to its end, or to close it.
   * @throws TwilioError `refused` with code 20404 or 404 when Twilio has no such recording
   */
  openMedia(wanted: MediaRequest): Promise<Media> {
    return this.sounds.open(wanted);
  }

  /** Deletes the recording and its transcriptions; what Twilio has no more is deleted. Throws TwilioError. */
  deleteRecording(sid: string): Promise<void> {
    return deleteRecording(this.reading, sid);
  }

  deleteTranscriptions(sid: string): Promise<void> {
    return deleteTranscriptions(this.reading, sid);
  }

  /**
   * The recording's transcriptions, with their texts.
   * @throws TwilioError `refused` with code 20404 when Twilio does not know the recording
   */
  listTranscriptions(recordingSid: string, through?: Through): Promise<Listing<TwilioTranscription>> {
    return this.records.listTranscriptions(recordingSid, through);
  }

  /** The errors and warnings that it logged of the call, at most 1,000. Throws TwilioError, `refused` with code 20404 when it does not know the SID. */
  listNotifications(callSid: string, through?: Through): Promise<Listing<TwilioNotification>> {
    return this.records.listNotifications(callSid, through);
  }

  /**
   * Ends the call: `completed` hangs up whatever its state, `canceled` only one that is queued or ringing. Sent again
   * after a time-out or a 5xx, for ending twice is ending once; a failure with `mayRepeat` may be asked again later.
   * @returns the call after it, which may take a moment to reach that status
   * @throws TwilioError `refused` with code 21220 when it is too late, 20404 when Twilio does not know the SID
   */
  async endCall(sid: string, status: 'completed' | 'canceled'): Promise<TwilioCall> {
    const call = callOf(this.connection, sid);
    let requests = 0;
    try {
      return await this.connection.idempotent('end a call', async () => {
        requests += 1;
        return toTwilioCall(await call.update({ status }), sid);
      });
    } catch (error) {
      if (requests === 1 || !(error instanceof TwilioError && error.isRefusal(CALL_NOT_IN_PROGRESS)))
        throw error;
      // An earlier one of these requests may have ended it; `completed` makes an unanswered call `canceled`.
      const ended = await this.fetchCall(sid);
      if (ended.status !== status && ended.status !== 'canceled') throw error;
      return ended;
    }
  }

  /**
   * Whether Twilio answers for this account and lets it call. Never throws; one request, not repeated. A standard API
   * key may not ask for the account itself, so that its calls are asked for in place of it.
   */
  isHealthy(): Promise<boolean> {
    return mayCall(this.connection, this.account);
  }

  /** Cuts off all reading: each request that is under way, and each to come, fails at once. */
  stopReading(): void {
    for (const each of [this.reading, this.listing]) {
      each.stopRepeating();
      each.close();
    }
  }

  beforeApplicationShutdown(): void {
    for (const each of this.all()) each.stopRepeating();
  }

  onApplicationShutdown(): void {
    for (const each of this.all()) each.close();
  }

  private all(): TwilioConnection[] {
    return [this.connection, this.reading, this.listing, this.media];
  }
}
