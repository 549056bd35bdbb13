import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
import { toRecordingDto } from './recording.mapper.js';
import { RecordingErasureService } from './recording-erasure.service.js';
import { RecordingsRepository } from './recordings.repository.js';

/** What callees said, and what was written down of it. */
@Injectable()
export class PersonalRecordings extends PersonalData {
  readonly collection = 'recordings';
  readonly kept = null;

  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly erasure: RecordingErasureService,
  ) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    for (const recording of await this.find(callIds)) {
      const told = (await this.recordings.findHistories(recording.callId)).find(
        ({ sid }) => sid === recording.sid,
      );
      yield { call_id: recording.callId, recording: toRecordingDto(recording), told: told?.events ?? [] };
    }
  }

  /** Here and at Twilio. Throws TwilioError. */
  async erase({ callIds }: Traces): Promise<void> {
    for (const { sid } of await this.find(callIds)) await this.erasure.remove(sid);
  }

  private async find(callIds: string[]) {
    return callIds.length > 0 ? this.recordings.findByCallIds(callIds) : [];
  }
}
