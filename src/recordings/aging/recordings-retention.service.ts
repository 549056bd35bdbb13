import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Environment } from '../../config/environment.js';
import { oneByOne, type Retaining } from '../../retention/retained.js';
import { RetentionService } from '../../retention/retention.service.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { RecordingRemovalService } from '../removal/recording-removal.service.js';
import { AgingRecordingsRepository, type Part } from './aging-recordings.repository.js';

/** Has recordings, what was said in them, and what came with their callbacks deleted when their days are over. */
@Injectable()
export class RecordingsRetentionService implements OnModuleInit {
  constructor(
    private readonly recordings: AgingRecordingsRepository,
    private readonly removal: RecordingRemovalService,
    private readonly twilio: TwilioService,
    private readonly clock: Clock,
    private readonly retention: RetentionService,
    private readonly settings: Environment,
  ) {}

  onModuleInit(): void {
    const { retentionRecordingsDays, retentionTranscriptionsDays, retentionEventsDays } = this.settings;
    this.retain('recordings', retentionRecordingsDays, 'recording', async (sid) => {
      await this.removal.remove(sid, 'retention');
    });
    this.retain('transcriptions', retentionTranscriptionsDays, 'words', async (sid) => {
      // First there: what fails is found again the next time.
      await this.twilio.deleteTranscriptions(sid);
      await this.forget(sid, 'words');
    });
    this.retain('callbacks of recordings', retentionEventsDays, 'fields', (sid) =>
      this.forget(sid, 'fields'),
    );
  }

  private retain(what: string, days: number, part: Part, remove: (sid: string) => Promise<void>): void {
    const retaining: Retaining = {
      ...{ what, days },
      find: (before, skip, limit) => this.recordings.findOlder(part, before, skip, limit),
      ...oneByOne(async (sid) => {
        await remove(sid);
        return true;
      }),
    };
    this.retention.retain(retaining);
  }

  private forget(sid: string, part: 'words' | 'fields'): Promise<void> {
    return this.recordings.forget(sid, part, new Date(this.clock.wall()));
  }
}
