import { isRecordingSid } from './listing.js';
import { inTime, type MediaAnswer, readMedia } from './media-answer.js';
import { isPartAsked } from './media-part.js';
import { mediaRedirect } from './media-redirect.js';
import { TWILIO_ORIGIN, type TwilioAccount } from './twilio-account.js';
import type { TwilioConnection } from './twilio-connection.js';
import { failureOfAnswer } from './twilio-failure.js';
import { NOT_FOUND, TwilioError } from './twilio.errors.js';

export type MediaFormat = 'mp3' | 'wav';

/** Which sound is wanted, or which part of it. */
export interface MediaRequest {
  recordingSid: string;
  format: MediaFormat;
  method: 'GET' | 'HEAD';
  /** `Range` and `If-Range`, as they came. */
  range?: string;
  ifRange?: string;
  /** Ends the request, and what comes of it. */
  signal: AbortSignal;
}

/** A sound, or that it has no such part (416). */
export interface Media {
  status: 200 | 206 | 416;
  contentType: string;
  /** `content-length`, `content-range`, `accept-ranges`, `etag` and `last-modified`, where Twilio told them. */
  headers: Record<string, string>;
  /** Fails where Twilio breaks off, or sends nothing for as long as one request may take; null where there is none. */
  body: AsyncIterable<Buffer> | null;
  close(): void;
}

const CONTENT_TYPE: Record<MediaFormat, string> = { mp3: 'audio/mpeg', wav: 'audio/wav' };
const SAME: Record<MediaFormat, readonly string[]> = {
  mp3: ['audio/mpeg', 'audio/mp3', 'audio/x-mpeg'],
  wav: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
};
const TOLD = ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'] as const;
const LONGEST_HEADER = 200;
const MOST_REDIRECTS = 2;
const UNSATISFIABLE = 416;

/** A failure of what may be sent twice. */
const failure = (outcome: 'refused' | 'unknown', code: number | string, message: string): TwilioError =>
  new TwilioError(outcome, { code, message }, undefined, 'idempotent');

/** The sound of recordings, from addresses that are made of the account and the SID alone. */
export class RecordingMedia {
  private readonly origin: string;

  constructor(
    private readonly account: TwilioAccount,
    private readonly connection: TwilioConnection,
  ) {
    this.origin = new URL(account.apiBaseUrl ?? TWILIO_ORIGIN).origin;
  }

  async open(wanted: MediaRequest): Promise<Media> {
    const { recordingSid, format } = wanted;
    if (!isRecordingSid(recordingSid)) throw failure('refused', NOT_FOUND, 'This is no recording SID');
    const answer = await this.connection.reading('read a recording', async (http) => {
      const path = `/2010-04-01/Accounts/${this.account.accountSid}/Recordings/${recordingSid}.${format}`;
      let url = new URL(path, this.origin);
      for (let redirects = 0; ; redirects += 1) {
        const { method, signal } = wanted;
        const came = await http.take(
          { method, url, headers: this.headersFor(url, wanted), signal },
          readMedia,
        );
        const next = redirects < MOST_REDIRECTS ? mediaRedirect(came, url, this.origin) : null;
        if (!next) return this.understood(came, wanted);
        came.stream?.destroy();
        url = next;
      }
    });
    return this.toMedia(answer, format);
  }

  /** Our credentials are for Twilio's API alone, whoever it names. */
  private headersFor(url: URL, { range, ifRange }: MediaRequest): Record<string, string> {
    return {
      Accept: 'audio/*',
      'User-Agent': 'atlas',
      ...(url.origin === this.origin && { Authorization: this.connection.authorization }),
      ...(range !== undefined && { Range: range }),
      ...(range !== undefined && ifRange !== undefined && { 'If-Range': ifRange }),
    };
  }

  private understood(answer: MediaAnswer, { format, range }: MediaRequest): MediaAnswer {
    if (answer.statusCode === UNSATISFIABLE && range !== undefined) return answer;
    const failed = failureOfAnswer(answer);
    if (failed) throw failed;
    const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
    const isSound =
      SAME[format].includes(type.trim().toLowerCase()) && answer.headers['content-encoding'] === undefined;
    const isAsked =
      answer.statusCode === 200 ||
      (answer.statusCode === 206 && range !== undefined && isPartAsked(range, answer.headers));
    if (isSound && isAsked && answer.stream) return answer;
    answer.stream?.destroy();
    throw failure('unknown', 'malformed', `what came is no ${format} (HTTP status ${answer.statusCode})`);
  }

  private toMedia({ statusCode, headers, stream }: MediaAnswer, format: MediaFormat): Media {
    const told = TOLD.map((name) => [name, headers[name]] as const).filter(
      (each): each is readonly [(typeof TOLD)[number], string] =>
        typeof each[1] === 'string' && each[1].length <= LONGEST_HEADER,
    );
    return {
      status: statusCode as Media['status'],
      contentType: CONTENT_TYPE[format],
      headers: Object.fromEntries(told),
      body: stream ? inTime(stream, this.account.timeoutMs) : null,
      close: () => stream?.destroy(),
    };
  }
}
