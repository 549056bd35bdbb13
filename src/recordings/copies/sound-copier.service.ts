import { Injectable } from '@nestjs/common';
import type { StoreName } from '../../storage/content-store.js';
import { ContentMissingError } from '../../storage/storage.errors.js';
import { StoresService } from '../../storage/stores.service.js';
import { TwilioAccount } from '../../twilio/twilio-account.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { MEDIA_FORMATS, type MediaFormat } from '../media/media-format.js';
import { type CopiedSound, keyOf, keysOf } from './copy.js';
import { CopySpoiledError } from './copies.errors.js';
import { Digest } from './digest.js';

/** Brings the sounds of a recording into a store, piece by piece, and proves that they are there. */
@Injectable()
export class SoundCopierService {
  constructor(
    private readonly twilio: TwilioService,
    private readonly stores: StoresService,
    private readonly account: TwilioAccount,
  ) {}

  /** Each form in which it may be asked for later. Throws TwilioError, CopySpoiledError, what the store throws. */
  async copy(sid: string, store: StoreName, signal: AbortSignal): Promise<CopiedSound[]> {
    const formats: readonly MediaFormat[] = this.account.mode === 'simulated' ? ['wav'] : MEDIA_FORMATS;
    const sounds: CopiedSound[] = [];
    for (const format of formats) sounds.push(await this.copyOne(sid, format, store, signal));
    await this.prove(sid, store, sounds, signal);
    return sounds;
  }

  /** Reads the copy, the whole of it. Throws CopySpoiledError, what the store throws. */
  async prove(sid: string, store: StoreName, sounds: CopiedSound[], signal: AbortSignal): Promise<void> {
    const kept = await this.stores.get(store);
    for (const { format, size, sha256 } of sounds) {
      const [key, digest] = [keyOf(sid, format), new Digest()];
      try {
        for await (const _chunk of digest.through(await kept.open(key, signal))) signal.throwIfAborted();
      } catch (error) {
        throw error instanceof ContentMissingError ? new CopySpoiledError(key) : error;
      }
      const found = digest.result();
      if (found.size !== size || found.sha256 !== sha256) throw new CopySpoiledError(key);
    }
  }

  /** Throws what the stores throw. */
  async remove(sid: string, stores: StoreName[]): Promise<void> {
    for (const name of stores) {
      const store = await this.stores.get(name);
      for (const key of keysOf(sid)) await store.remove(key);
    }
  }

  private async copyOne(
    sid: string,
    format: MediaFormat,
    store: StoreName,
    signal: AbortSignal,
  ): Promise<CopiedSound> {
    const [key, kept] = [keyOf(sid, format), await this.stores.get(store)];
    const media = await this.twilio.openMedia({ recordingSid: sid, format, method: 'GET', signal });
    const digest = new Digest();
    try {
      if (media.body) await kept.put(key, digest.through(media.body), media.contentType, signal);
    } finally {
      media.close();
    }
    const came = digest.result();
    const told = media.headers['content-length'];
    if (came.size === 0 || (told !== undefined && Number(told) !== came.size))
      throw new CopySpoiledError(key);
    return { format, ...came };
  }
}
