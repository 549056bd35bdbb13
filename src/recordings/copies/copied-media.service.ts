import { Injectable, Logger } from '@nestjs/common';
import type { Part } from '../../storage/content-store.js';
import { StoresService } from '../../storage/stores.service.js';
import type { Media } from '../../twilio/recording-media.js';
import type { MediaFormat } from '../media/media-format.js';
import type { Recording } from '../recording.js';
import { CopyUnavailableError } from './copies.errors.js';
import { type CopiedSound, keyOf, type WholeCopy, wholeCopy } from './copy.js';
import { partOf } from './range.js';

/** Which sound is wanted, or which part of it. */
interface Wish {
  format: MediaFormat;
  method: 'GET' | 'HEAD';
  range?: string;
  ifRange?: string;
  signal: AbortSignal;
}

const CONTENT_TYPE: Record<MediaFormat, string> = { mp3: 'audio/mpeg', wav: 'audio/wav' };
const COME_BACK_SECONDS = 30;

/** Recordings as they are kept in a store of our own, read as they would be at Twilio. */
@Injectable()
export class CopiedMediaService {
  private readonly logger = new Logger('Media');

  constructor(private readonly stores: StoresService) {}

  /** Null where there is no copy, or it cannot be read and Twilio has the recording. Throws CopyUnavailableError where it has not. */
  async open(recording: Recording, wish: Wish): Promise<Media | null> {
    const copy = wholeCopy(recording.copy);
    const sound = copy?.sounds.find(({ format }) => format === wish.format);
    if (!copy || !sound) return null;
    try {
      return await this.read(recording.sid, copy, sound, wish);
    } catch (error) {
      if (wish.signal.aborted) throw error;
      this.logger.warn(`The copy of ${recording.sid} cannot be read: ${(error as Error).message}`);
      if (copy.stage === 'moved') throw new CopyUnavailableError(recording.sid, COME_BACK_SECONDS);
      return null;
    }
  }

  private async read(sid: string, copy: WholeCopy, sound: CopiedSound, wish: Wish): Promise<Media> {
    const { format, size, sha256 } = sound;
    const told = {
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'last-modified': copy.at.toUTCString(),
    };
    const isSame = wish.ifRange === undefined || [told.etag, told['last-modified']].includes(wish.ifRange);
    const range = isSame ? wish.range : undefined;
    const part = range === undefined ? { first: 0, last: size - 1 } : partOf(range, size);
    const media = { contentType: CONTENT_TYPE[format], body: null, close: () => undefined };
    if (!part) return { ...media, status: 416, headers: { ...told, 'content-range': `bytes */${size}` } };
    const { first, last } = part;
    const headers = { ...told, 'content-length': String(last - first + 1) };
    const opened =
      wish.method === 'GET' ? await this.begin(keyOf(sid, format), copy, part, wish.signal) : media;
    if (range === undefined) return { ...media, ...opened, status: 200, headers };
    return {
      ...{ ...media, ...opened, status: 206 },
      headers: { ...headers, 'content-range': `bytes ${first}-${last}/${size}` },
    };
  }

  /** Its first bytes are read: until then it can be had from Twilio. */
  private async begin(
    key: string,
    { store }: WholeCopy,
    part: Part,
    signal: AbortSignal,
  ): Promise<Pick<Media, 'body' | 'close'>> {
    const closing = new AbortController();
    const kept = await this.stores.get(store);
    const content = await kept.open(key, AbortSignal.any([signal, closing.signal]), part);
    const chunks = content[Symbol.asyncIterator]();
    const first = await chunks.next();
    return { body: rest(first, chunks), close: () => closing.abort() };
  }
}

async function* rest(
  first: IteratorResult<Uint8Array>,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Buffer> {
  try {
    for (let next = first; !next.done; next = await chunks.next()) yield Buffer.from(next.value);
  } finally {
    await chunks.return?.();
  }
}
