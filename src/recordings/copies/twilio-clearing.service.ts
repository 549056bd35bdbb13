import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { HoldsService } from '../../retention/holds.service.js';
import { NOT_FOUND } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { unlessRefused } from '../../twilio/unless-refused.js';
import { type Recording, transcriptionStatus } from '../recording.js';
import { RecordingsService } from '../recordings.service.js';
import { transcriptionNews } from '../transcription-news.js';

const MINUTE_MS = 60_000;
const LOOK_AGAIN_MS = 5 * MINUTE_MS;
const HELD_MS = 60 * MINUTE_MS;
/** Twilio begins every transcription within this time. */
const BEGUN_MS = 30 * MINUTE_MS;
/** For so long callbacks and reconciliation, which tell others too, may bring what Twilio wrote down. */
const TOLD_MS = 24 * 60 * MINUTE_MS;

/** Deletes at Twilio what is kept here whole. */
@Injectable()
export class TwilioClearingService {
  constructor(
    private readonly twilio: TwilioService,
    private readonly recordings: RecordingsService,
    private readonly holds: HoldsService,
    private readonly clock: Clock,
  ) {}

  /** When to ask again, where something is still to come of it, or its call is on hold; null where it may be deleted. */
  async waitFor(recording: Recording): Promise<Date | null> {
    if ((await this.holds.heldAmong([recording.callId])).size > 0) return this.in(HELD_MS);
    const status = transcriptionStatus(recording);
    if (status === 'completed' || status === 'failed') return null;
    const age = this.clock.wall() - recording.createdAt.getTime();
    if (age < BEGUN_MS) return this.in(LOOK_AGAIN_MS);
    const { items, isWhole } = await this.transcriptionsOf(recording.sid);
    if (!isWhole || items.some((each) => each.status === 'in-progress')) return this.in(LOOK_AGAIN_MS);
    if (items.length > 0 && age < TOLD_MS) return this.in(HELD_MS);
    for (const each of items) await this.recordings.record(recording.sid, recording, transcriptionNews(each));
    return null;
  }

  /**
   * Its transcriptions too: what they say is here, and nobody would find them afterwards. Throws TwilioError, and
   * CallOnHoldError where its call was put on hold since it was asked for that.
   */
  clear({ sid, callId }: Recording): Promise<void> {
    return this.holds.whileDeletingOf(callId, () => this.twilio.deleteRecording(sid));
  }

  private async transcriptionsOf(sid: string): ReturnType<TwilioService['listTranscriptions']> {
    const listed = await unlessRefused(this.twilio.listTranscriptions(sid), NOT_FOUND);
    return listed ?? { items: [], isWhole: true };
  }

  private in(ms: number): Date {
    return new Date(this.clock.wall() + ms);
  }
}
