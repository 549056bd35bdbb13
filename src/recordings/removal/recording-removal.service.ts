import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { HoldsService } from '../../retention/holds.service.js';
import { CopyRemovalService } from '../copies/copy-removal.service.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { RecordingNotFoundError } from '../media/media.errors.js';
import type { Recording, RecordingOwner } from '../recording.js';
import { RecordingsService } from '../recordings.service.js';
import { type DueRemoval, LEASE_MS, type RemovalReason, waitAfter } from './removal.js';
import { RemovalsRepository } from './removals.repository.js';

/** So many are tried again in one pass. */
const MOST_AT_ONCE = 100;

/** Deletes recordings, here at once, and elsewhere as soon as that is possible. */
@Injectable()
export class RecordingRemovalService {
  private readonly logger = new Logger('Recordings');

  constructor(
    private readonly recordings: RecordingsService,
    private readonly removals: RemovalsRepository,
    private readonly twilio: TwilioService,
    private readonly holds: HoldsService,
    private readonly copies: CopyRemovalService,
    private readonly clock: Clock,
  ) {}

  /**
   * Deletes what was said in it, its transcription too. What is left of it is the fact; `removal.tryAt` in the answer says
   * that Twilio has it still, and that it is tried again until it is gone. The same again changes nothing but to try at once.
   * Throws RecordingNotFoundError, CallOnHoldError.
   */
  async remove(sid: string, why: RemovalReason): Promise<Recording> {
    const { removal, callId } = await this.get(sid);
    // Whoever erases a person's data, or what is old, asks for holds beforehand.
    if (removal || why !== 'request') return this.removeNow(sid, why);
    return this.holds.whileDeletingOf(callId, () => this.removeNow(sid, why));
  }

  /** One of a call of which nothing is to be kept, known here or not: nothing of it stays here, and it is deleted elsewhere soon. */
  async markStray(sid: string, owner: RecordingOwner): Promise<void> {
    const now = this.in(0);
    const removal = { at: now, why: 'erasure' as const, tries: 0, tryAt: now };
    if (await this.removals.mark(sid, removal)) return;
    await this.removals.keepStray(sid, owner, removal);
    // It may have come with its words meanwhile.
    await this.removals.mark(sid, removal);
  }

  /** Tries again whatever is not gone elsewhere and whose turn has come. */
  async tryAgain(stopping?: AbortSignal): Promise<void> {
    for (let n = 0; n < MOST_AT_ONCE && !stopping?.aborted; n += 1) {
      const due = await this.removals.claim(this.in(0), this.in(LEASE_MS));
      if (!due) return;
      await this.removeElsewhere(due);
    }
  }

  private async removeNow(sid: string, why: RemovalReason): Promise<Recording> {
    await this.removals.mark(sid, { at: this.in(0), why, tries: 1, tryAt: this.in(LEASE_MS) });
    const marked = await this.get(sid);
    const { tryAt, tries = 1 } = marked.removal ?? {};
    if (!tryAt) return marked;
    await this.removeElsewhere({ sid, tries, tryAt });
    return this.get(sid);
  }

  private async removeElsewhere(due: DueRemoval): Promise<void> {
    const { sid, tries } = due;
    // Where one of them fails the other is gone all the same.
    const removals = [() => this.copies.remove(sid), () => this.twilio.deleteRecording(sid)];
    const asked = await Promise.allSettled(removals.map(async (remove) => remove()));
    const failed = asked.find((each) => each.status === 'rejected');
    if (!failed) return this.removals.finish(due);
    this.logger.warn(`${sid} is deleted here, and not elsewhere yet: ${(failed.reason as Error).message}`);
    await this.removals.putOff(due, this.in(waitAfter(tries)));
  }

  private async get(sid: string): Promise<Recording> {
    const recording = await this.recordings.find(sid);
    if (!recording) throw new RecordingNotFoundError(sid);
    return recording;
  }

  private in(ms: number): Date {
    return new Date(this.clock.wall() + ms);
  }
}
