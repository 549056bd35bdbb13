import { read } from './read.js';
import type { Http, QueryOf, RequestOptions, Schema } from './schema-types.js';

interface MediaOptions extends RequestOptions {
  format?: QueryOf<'playRecording'>['format'];
  /** A part of it, as HTTP writes it: `bytes=0-1023`. */
  range?: string;
}

/** The sound of recordings. */
export class Recordings {
  constructor(private readonly http: Http) {}

  /** The sound, as it comes; how long it is takes no part in the time-out. */
  async media(
    sid: string,
    { format, range, signal }: MediaOptions = {},
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const stream = await read(
      this.http.GET('/recordings/{recording_sid}/media', {
        params: { path: { recording_sid: sid }, query: { format } },
        headers: range === undefined ? {} : { Range: range },
        parseAs: 'stream',
        signal,
      }),
    );
    return stream as ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  /** A link for a player without a key, which ends soon. */
  link(
    sid: string,
    options: Schema<'CreateMediaLink'> = {},
    { signal }: RequestOptions = {},
  ): Promise<Schema<'MediaLink'>> {
    const params = { path: { recording_sid: sid } };
    return read(this.http.POST('/recordings/{recording_sid}/links', { params, body: options, signal }));
  }
}
