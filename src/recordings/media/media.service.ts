import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type Media } from '../../twilio/recording-media.js';
import { TwilioAccount } from '../../twilio/twilio-account.js';
import { NOT_FOUND, TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { CopiedMediaService } from '../copies/copied-media.service.js';
import { type Recording, recordingStatus } from '../recording.js';
import { RecordingsService } from '../recordings.service.js';
import type { MediaFormat } from './media-format.js';
import { MediaSlots } from './media-slots.js';
import {
  CallerHearsTooManyError,
  MediaTimeoutError,
  RecordingDeletedError,
  RecordingGoneError,
  RecordingNotFoundError,
  RecordingNotReadyError,
  TooManyHearError,
} from './media.errors.js';

/** Who wants which part of a recording. */
export interface MediaWish {
  caller: string;
  format: MediaFormat;
  method: 'GET' | 'HEAD';
  range?: string;
  ifRange?: string;
  /** Ends it where whoever asked has gone away. */
  signal: AbortSignal;
}

/** A recording that is being read; to be closed, whatever came of it. */
export interface OpenMedia extends Media {
  /** Ends it where whoever asked has gone away, or Atlas ends. */
  signal: AbortSignal;
}

const COME_BACK_SECONDS = 5;
const HTTP_NOT_FOUND = 404;

/** The sound of recordings, from our own copy where there is one, else as Twilio has it. */
@Injectable()
export class MediaService implements BeforeApplicationShutdown {
  private readonly slots = new MediaSlots();
  private readonly stopping = new AbortController();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly twilio: TwilioService,
    private readonly account: TwilioAccount,
    private readonly copies: CopiedMediaService,
  ) {}

  /** What is asked for where nobody says which: the smaller one, but that the simulator has no encoder. */
  get usualFormat(): MediaFormat {
    return this.account.mode === 'simulated' ? 'wav' : 'mp3';
  }

  /** Throws RecordingNotFoundError, RecordingDeletedError. */
  async get(sid: string): Promise<Recording> {
    const recording = await this.recordings.find(sid);
    if (!recording) throw new RecordingNotFoundError(sid);
    if (recording.removal) throw new RecordingDeletedError(sid);
    return recording;
  }

  /**
   * The sound, whose first bytes are there to be read. Throws TwilioError, RecordingGoneError, RecordingNotReadyError,
   * MediaTimeoutError, CopyUnavailableError, CallerHearsTooManyError, TooManyHearError.
   */
  async open(recording: Recording, { caller, ...wish }: MediaWish): Promise<OpenMedia> {
    const giveBack = this.takePlace(caller);
    const signal = AbortSignal.any([wish.signal, this.stopping.signal]);
    try {
      const wanted = { ...wish, signal };
      const media =
        (await this.copies.open(recording, wanted)) ??
        (await this.twilio.openMedia({ ...wanted, recordingSid: recording.sid }));
      const close = (): void => {
        media.close();
        giveBack();
      };
      return { ...media, signal, close };
    } catch (error) {
      giveBack();
      throw asTold(error, recording);
    }
  }

  /** Ends all that is being read. */
  stop(): void {
    this.stopping.abort();
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  private takePlace(caller: string): () => void {
    const taken = this.slots.take(caller);
    if (typeof taken === 'function') return taken;
    const { most, retryAfterSeconds } = taken;
    throw taken.whose === 'caller'
      ? new CallerHearsTooManyError(most, retryAfterSeconds)
      : new TooManyHearError(most, retryAfterSeconds);
  }
}

/** What a failure of Twilio's means for this recording. */
const asTold = (error: unknown, recording: Recording): unknown => {
  if (!(error instanceof TwilioError)) return error;
  if (error.isRefusal(NOT_FOUND) || error.isRefusal(HTTP_NOT_FOUND)) {
    const status = recordingStatus(recording);
    return status === 'completed'
      ? new RecordingGoneError(recording.sid)
      : new RecordingNotReadyError(status);
  }
  if (error.reason.code === 'ETIMEDOUT') return new MediaTimeoutError(error.reason.message);
  return error.mayRepeat ? error.comeBackAfter(COME_BACK_SECONDS) : error;
};
