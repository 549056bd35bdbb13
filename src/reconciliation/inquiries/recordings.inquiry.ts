import { Injectable } from '@nestjs/common';
import { CallNewsService } from '../../calls/news/call-news.service.js';
import { RECORDING_STATUSES, type RecordingStatus } from '../../recordings/recording.js';
import { recordingNews } from '../../recordings/recording-news.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { endedBefore, type Finding, type Inquiry, ownerOf, sidOf, type Subject } from '../inquiry.js';
import { RequestGate } from '../request-gate.service.js';

/** Twilio lists every recording of a call within this time after its end. */
const LISTED_MS = 5 * 60_000;

const OVER: readonly RecordingStatus[] = RECORDING_STATUSES.filter((status) => status !== 'in-progress');

/** The recordings of a call whose callbacks were lost. */
@Injectable()
export class RecordingsInquiry implements Inquiry {
  readonly parts = ['recordings'] as const;

  constructor(
    private readonly callbacks: CallNewsService,
    private readonly twilio: TwilioService,
    private readonly gate: RequestGate,
  ) {}

  async ask(subject: Subject): Promise<Finding> {
    const { items, isWhole } = await this.twilio.listRecordings(sidOf(subject), this.gate.through);
    const owner = ownerOf(subject);
    for (const recording of items)
      await this.callbacks.learnRecording(recording.sid, owner, recordingNews(recording));
    const areOver = items.every(({ status }) => OVER.some((each) => each === status));
    return isWhole && areOver && endedBefore(subject, LISTED_MS) ? 'done' : 'in-vain';
  }
}
