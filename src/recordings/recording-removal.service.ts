import { Injectable, Logger } from '@nestjs/common';
import { TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { RecordingsRepository } from './recordings.repository.js';

/** Removes recordings with their transcriptions. */
@Injectable()
export class RecordingRemovalService {
  private readonly logger = new Logger('Recordings');

  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly twilio: TwilioService,
  ) {}

  /** At Twilio first: what is known here no more would be left there. Done again, it changes nothing. Throws TwilioError. */
  async remove(sid: string): Promise<void> {
    const known = await this.recordings.find(sid);
    await this.twilio.deleteRecording(sid, known?.transcriptionSid);
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
