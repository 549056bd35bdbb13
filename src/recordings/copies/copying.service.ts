import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Environment } from '../../config/environment.js';
import type { StoreName } from '../../storage/content-store.js';
import { NOT_FOUND, TwilioError } from '../../twilio/twilio.errors.js';
import type { Recording } from '../recording.js';
import { RecordingsService } from '../recordings.service.js';
import { waitAfter } from '../removal/removal.js';
import { CopiesRepository } from './copies.repository.js';
import { CopySpoiledError } from './copies.errors.js';
import { type Copy, COPY_LEASE_MS, type CopyResult, type DueCopy, wholeCopy } from './copy.js';
import { SoundCopierService } from './sound-copier.service.js';
import { TwilioClearingService } from './twilio-clearing.service.js';

/** So many are looked at in one pass. */
const MOST_AT_ONCE = 100;
/** Twilio tells of a recording before it can be heard; after so many tries, seven hours, it never will be. */
const MOST_ABSENCES = 12;
const HTTP_NOT_FOUND = 404;

/** Copies recordings to a store of our own, and then deletes them at Twilio where that is wanted. */
@Injectable()
export class CopyingService {
  private readonly logger = new Logger('Recordings');

  constructor(
    private readonly recordings: RecordingsService,
    private readonly copies: CopiesRepository,
    private readonly copier: SoundCopierService,
    private readonly clearing: TwilioClearingService,
    private readonly clock: Clock,
    private readonly settings: Environment,
  ) {}

  get isNeeded(): boolean {
    return this.settings.recordingsCopy !== 'none';
  }

  /** Does what is due. Answers whether there may be more. */
  async copyDue(stopping: AbortSignal): Promise<boolean> {
    const now = new Date(this.clock.wall());
    await this.copies.enrol(now, MOST_AT_ONCE);
    if (this.isToMove) await this.copies.reopen(now, MOST_AT_ONCE);
    const due = await this.copies.due(now, MOST_AT_ONCE);
    for (const each of due) {
      if (stopping.aborted) return false;
      await this.take(each, stopping);
    }
    return due.length > 0;
  }

  private get isToMove(): boolean {
    return this.settings.recordingsAtTwilio === 'delete_after_copy';
  }

  private get store(): StoreName {
    const { recordingsCopy } = this.settings;
    if (recordingsCopy === 'none') throw new Error('Recordings are not copied');
    return recordingsCopy;
  }

  private async take(due: DueCopy, stopping: AbortSignal): Promise<void> {
    const taken = await this.copies.take(due, this.in(COPY_LEASE_MS), this.store);
    if (!taken) return;
    const recording = await this.recordings.find(taken.sid);
    if (!recording?.copy) return;
    const { copy } = recording;
    if (recording.removal) {
      await this.copies.finish(taken, { failures: copy.failures });
      return;
    }
    // Whoever comes next begins when this has ended for certain.
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(COPY_LEASE_MS / 2)]);
    const result = await this.step(recording, copy, signal).catch((error: unknown) =>
      stopping.aborted ? { failures: copy.failures, tryAt: this.in(0) } : this.failed(taken.sid, copy, error),
    );
    await this.copies.finish(taken, result);
  }

  private async step(recording: Recording, copy: Copy, signal: AbortSignal): Promise<CopyResult> {
    const { sid } = recording;
    const whole = wholeCopy(copy);
    if (!whole) {
      const { store } = this;
      const sounds = await this.copier.copy(sid, store, signal);
      const done: CopyResult = {
        ...{ stage: 'copied', failures: 0 },
        whole: { at: this.in(0), store, sounds },
      };
      return this.isToMove ? { ...done, tryAt: this.in(0) } : done;
    }
    if (!this.isToMove || copy.stage === 'moved') return { failures: 0 };
    const tryAt = await this.clearing.waitFor(recording);
    if (tryAt) return { failures: 0, tryAt };
    // It may be long since it was copied: after this it is the only one.
    await this.copier.prove(sid, whole.store, whole.sounds, signal);
    await this.clearing.clear(recording);
    return { stage: 'moved', failures: 0 };
  }

  private failed(sid: string, copy: Copy, error: unknown): CopyResult {
    const failures = copy.failures + 1;
    if (isAbsent(error) && failures >= MOST_ABSENCES) {
      this.logger.warn(`${sid} is not copied: Twilio has nothing to be heard of it`);
      return { stage: 'absent', failures };
    }
    this.logger.warn(`${sid} could not be copied, or deleted at Twilio: ${(error as Error).message}`);
    // Twilio has it still: it is copied once more.
    const isSpoiled = error instanceof CopySpoiledError && copy.stage === 'copied';
    return { failures, tryAt: this.in(waitAfter(failures)), ...(isSpoiled && { stage: 'waiting' }) };
  }

  private in(ms: number): Date {
    return new Date(this.clock.wall() + ms);
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof TwilioError && (error.isRefusal(NOT_FOUND) || error.isRefusal(HTTP_NOT_FOUND));
