import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
import { FeedbackRepository } from './feedback.repository.js';

/** What callees, or who called them, wrote of a call. */
@Injectable()
export class PersonalFeedback extends PersonalData {
  readonly collection = 'feedback';
  readonly kept = 'the scores of a call, without words: results count them, and they tell of nobody';

  constructor(private readonly feedback: FeedbackRepository) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    if (callIds.length === 0) return;
    for (const { notes, ...scores } of await this.feedback.findByCallIds(callIds))
      if (notes) yield { ...scores, notes };
  }

  async erase({ callIds }: Traces): Promise<void> {
    if (callIds.length > 0) await this.feedback.forgetNotes(callIds);
  }
}
