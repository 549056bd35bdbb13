import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
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
  ) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    for (const recording of await this.find(callIds)) {
      if (recording.removal) continue;
      const histories = await this.recordings.findHistories(recording.callId);
      const told = histories.find(({ sid }) => sid === recording.sid);
      yield { call_id: recording.callId, recording: toRecordingDto(recording), told: told?.events ?? [] };
    }
  }

  /** Here at once, and elsewhere as soon as that is possible. */
  async erase({ callIds }: Traces): Promise<void> {
    for (const { sid, removal } of await this.find(callIds))
      if (!removal || removal.tryAt) await this.removal.remove(sid, 'erasure');
  }

  override async countElsewhere({ callIds }: Traces): Promise<number> {
    return (await this.find(callIds)).filter(({ removal }) => removal?.tryAt).length;
  }

  async find(callIds: string[]): Promise<Recording[]> {
    return [...(await this.recordings.findByCallIds(callIds)).values()].flat();
  }
}
