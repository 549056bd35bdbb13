import { Injectable } from '@nestjs/common';
import { CallNewsService } from '../../calls/news/call-news.service.js';
import type { Recording } from '../../recordings/recording.js';
import { transcriptionNews } from '../../recordings/transcription-news.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { endedBefore, type Finding, type Inquiry, ownerOf, type Subject } from '../inquiry.js';
import { untranscribed } from '../parts-to-learn.js';
import { RequestGate } from '../request-gate.service.js';

/** Twilio begins every transcription within this time after a call's end. */
const LISTED_MS = 30 * 60_000;

/** The texts of recordings whose callbacks were lost. */
@Injectable()
export class TranscriptionsInquiry implements Inquiry {
  readonly parts = ['transcriptions'] as const;

  constructor(
    private readonly callbacks: CallNewsService,
    private readonly twilio: TwilioService,
    private readonly gate: RequestGate,
  ) {}

  async ask(subject: Subject): Promise<Finding> {
    const asked = untranscribed(subject.facts.recordings).map((recording) => this.askFor(recording, subject));
    const settled = await Promise.allSettled(asked);
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
    const areOver = settled.every((each) => each.status === 'fulfilled' && each.value);
    return areOver && endedBefore(subject, LISTED_MS) ? 'done' : 'in-vain';
  }

  /** Whether its transcriptions are all known, and none is in progress. */
  private async askFor({ sid }: Recording, subject: Subject): Promise<boolean> {
    const { items, isWhole } = await this.twilio.listTranscriptions(sid, this.gate.through);
    for (const transcription of items)
      await this.callbacks.learnRecording(sid, ownerOf(subject), transcriptionNews(transcription));
    return isWhole && items.every(({ status }) => status !== 'in-progress');
  }
}
