import { Injectable, Logger } from '@nestjs/common';
import { TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { RecordingsRepository } from './recordings.repository.js';

/** Removes recordings with their transcriptions, of which not even the fact is to stay. */
@Injectable()
export class RecordingErasureService {
  private readonly logger = new Logger('Recordings');

  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly twilio: TwilioService,
  ) {}

  /** At Twilio first: what is known here no more would be left there. Done again, it changes nothing. Throws TwilioError. */
  async remove(sid: string): Promise<void> {
    await this.twilio.deleteRecording(sid);
    await this.recordings.remove(sid);
  }

  /** One that was told of when nothing is to be kept of its call any more: nobody would try again. */
  async removeStray(sid: string): Promise<void> {
    try {
      await this.remove(sid);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      this.logger.error(
        `Recording ${sid} is of a call that was erased, and is still at Twilio: delete it there`,
      );
    }
  }
}
