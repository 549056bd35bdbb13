import { jest } from '@jest/globals';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { Environment } from '../../config/environment.js';
import { HoldsService } from '../../retention/holds.service.js';
import { HoldsMemoryRepository } from '../../retention/testing/holds.memory.repository.js';
import { StoresService } from '../../storage/stores.service.js';
import { ContentMemoryStore } from '../../storage/testing/content.memory.store.js';
import type { Media, MediaRequest } from '../../twilio/recording-media.js';
import { testAccount } from '../../twilio/testing/test-account.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import type { CopiesRepository } from '../copies/copies.repository.js';
import { CopyRemovalService } from '../copies/copy-removal.service.js';
import { CopyingService } from '../copies/copying.service.js';
import { SoundCopierService } from '../copies/sound-copier.service.js';
import { TwilioClearingService } from '../copies/twilio-clearing.service.js';
import { RecordingsService } from '../recordings.service.js';
import { RecordingRemovalService } from '../removal/recording-removal.service.js';
import { CopiesMemoryRepository } from './copies.memory.repository.js';
import { someOwner, someRecordingEvent, someRecordingSid } from './recordings.factory.js';
import { RecordingsMemoryRepository } from './recordings.memory.repository.js';
import { RemovalsMemoryRepository } from './removals.memory.repository.js';

export const notFound = (): TwilioError =>
  new TwilioError('refused', { code: 20404, message: 'No' }, undefined, 'idempotent');

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  for (const each of text) yield Buffer.from(each);
}

/** A Twilio that has recordings. */
export class TwilioWithSounds {
  readonly sounds = new Set<string>();
  readonly listTranscriptions = jest
    .fn<TwilioService['listTranscriptions']>()
    .mockResolvedValue({ items: [], isWhole: true });

  static soundOf(sid: string, format: string): string {
    return `the ${format} of ${sid}`;
  }

  openMedia = async ({ recordingSid, format }: MediaRequest): Promise<Media> => {
    if (!this.sounds.has(recordingSid)) throw notFound();
    const text = TwilioWithSounds.soundOf(recordingSid, format);
    const headers = { 'content-length': String(text.length) };
    const close = (): void => undefined;
    return { status: 200, contentType: 'audio/wav', headers, body: bytesOf(text), close };
  };

  deleteRecording = async (sid: string): Promise<void> => void this.sounds.delete(sid);
}

/** All that copies recordings, in memory. */
export class Copying {
  now = Date.UTC(2026, 0, 1);
  readonly clock = Object.assign(new Clock(), { wall: () => this.now });
  readonly stored = new RecordingsMemoryRepository();
  readonly twilio = new TwilioWithSounds();
  readonly store = new ContentMemoryStore();
  readonly holds = new HoldsService(new HoldsMemoryRepository(), new PlanClock(this.clock));
  readonly stores = new StoresService({ database: async () => this.store });
  readonly copies: CopiesRepository = new CopiesMemoryRepository(this.stored);
  readonly recordings = new RecordingsService(this.stored);
  readonly owner = someOwner();
  private readonly settings = Object.assign(new Environment(), {
    recordingsCopy: 'database',
    recordingsAtTwilio: 'delete_after_copy',
  });

  /** One that Twilio has. */
  async recorded(): Promise<string> {
    const sid = someRecordingSid();
    this.twilio.sounds.add(sid);
    await this.recordings.record(sid, this.owner, someRecordingEvent({ receivedAt: new Date(this.now) }));
    return sid;
  }

  keepAtTwilio(): void {
    Object.assign(this.settings, { recordingsAtTwilio: 'keep' });
  }

  /** As a process of its own does, which other repositories and Twilios may fail. */
  async copyDue(copies = this.copies, twilio: object = this.twilio, stores = this.stores): Promise<void> {
    const service = new CopyingService(
      this.recordings,
      copies,
      this.copierWith(twilio, stores),
      new TwilioClearingService(twilio as TwilioService, this.recordings, this.holds, this.clock),
      this.clock,
      this.settings,
    );
    while (await service.copyDue(new AbortController().signal));
  }

  get removal(): RecordingRemovalService {
    const { recordings, copies, clock, holds, stored } = this;
    const twilio = this.twilio as unknown as TwilioService;
    const removed = new CopyRemovalService(recordings, copies, this.copierWith(twilio), clock);
    return new RecordingRemovalService(
      ...[recordings, new RemovalsMemoryRepository(stored), twilio, holds, removed, clock],
    );
  }

  private copierWith(twilio: object, stores = this.stores): SoundCopierService {
    return new SoundCopierService(twilio as TwilioService, stores, testAccount());
  }
}
