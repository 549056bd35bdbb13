import { Injectable } from '@nestjs/common';
import type { Inquiry } from '../inquiry.js';
import { NotificationsInquiry } from './notifications.inquiry.js';
import { RecordingsInquiry } from './recordings.inquiry.js';
import { StatusInquiry } from './status.inquiry.js';
import { SubmissionInquiry } from './submission.inquiry.js';
import { TranscriptionsInquiry } from './transcriptions.inquiry.js';

/** All that Twilio can be asked about an attempt; together they tell every part. */
@Injectable()
export class AllInquiries {
  readonly all: readonly Inquiry[];

  constructor(
    submission: SubmissionInquiry,
    status: StatusInquiry,
    recordings: RecordingsInquiry,
    transcriptions: TranscriptionsInquiry,
    notifications: NotificationsInquiry,
  ) {
    this.all = [submission, status, recordings, transcriptions, notifications];
  }
}
