import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
import { NOT_FOUND } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { unlessRefused } from '../twilio/unless-refused.js';
import { toRecordingDto } from './recording.mapper.js';
import type { Recording } from './recording.js';
import { RecordingsService } from './recordings.service.js';
import { RecordingRemovalService } from './removal/recording-removal.service.js';

/** What callees said, and what was written down of it. */
@Injectable()
export class PersonalRecordings extends PersonalData {
  readonly collection = 'recordings';
  readonly kept =
    'that there was a recording, when and how long, by its SID, so that what comes late is known';

  constructor(
    private readonly recordings: RecordingsService,
    private readonly removal: RecordingRemovalService,
    private readonly twilio: TwilioService,
  ) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    for (const recording of await this.find(callIds)) {
      if (recording.removal?.at) continue;
      const histories = await this.recordings.findHistories(recording.callId);
      const told = histories.find(({ sid }) => sid === recording.sid);
      yield { call_id: recording.callId, recording: toRecordingDto(recording), told: told?.events ?? [] };
    }
  }

  /** Here at once; elsewhere soon, and as often as it takes. */
  async erase({ callIds }: Traces): Promise<void> {
    for (const { removal, ...recording } of await this.find(callIds))
      // What was only marked to be deleted at Twilio is not erased yet.
      if (!removal?.at) await this.removal.markStray(recording.sid, recording);
  }

  /** Twilio may have told of one, and nobody heard it. Throws TwilioError. */
  override async findElsewhere({ callIds, callSids }: Traces): Promise<boolean> {
    const [callId = ''] = callIds;
    let areAll = true;
    const known = new Set((await this.find(callIds)).map(({ sid }) => sid));
    for (const callSid of callSids) {
      const { items, isWhole } = await this.listAtTwilio(callSid);
      for (const { sid } of items.filter((each) => !known.has(each.sid)))
        await this.removal.markStray(sid, { callId, attempt: 1, callSid });
      areAll &&= isWhole;
    }
    return areAll;
  }

  override async countElsewhere({ callIds }: Traces): Promise<number> {
    return (await this.find(callIds)).filter(({ removal }) => removal?.tryAt).length;
  }

  /** Of a call that Twilio does not know it has no recordings. */
  private async listAtTwilio(callSid: string): ReturnType<TwilioService['listRecordings']> {
    const listed = await unlessRefused(this.twilio.listRecordings(callSid), NOT_FOUND);
    return listed ?? { items: [], isWhole: true };
  }

  async find(callIds: string[]): Promise<Recording[]> {
    return [...(await this.recordings.findByCallIds(callIds)).values()].flat();
  }
}
