import { Injectable } from '@nestjs/common';
import { CallsService } from '../calls/view/calls.service.js';
import { FeedbackCallNotFoundError, FeedbackNotFoundError } from './feedback.errors.js';
import { FeedbackRepository } from './feedback.repository.js';
import type { Feedback, GivenFeedback } from './feedback.js';

@Injectable()
export class FeedbackService {
  constructor(
    private readonly feedback: FeedbackRepository,
    private readonly calls: CallsService,
  ) {}

  /** Replaces what was given for this SID before. Throws FeedbackCallNotFoundError. */
  async give(callSid: string, given: GivenFeedback): Promise<Feedback> {
    if (!(await this.calls.existsBySid(callSid))) throw new FeedbackCallNotFoundError(callSid);
    const kept = await this.feedback.save({ ...given, callSid, createdAt: new Date() });
    // A crash before this leaves the client without an answer: given again, the feedback is marked.
    await this.calls.markFeedback(callSid);
    return kept;
  }

  /** Throws FeedbackCallNotFoundError or FeedbackNotFoundError. */
  async get(callSid: string): Promise<Feedback> {
    const feedback = await this.feedback.findByCallSid(callSid);
    if (feedback) return feedback;
    if (await this.calls.existsBySid(callSid)) throw new FeedbackNotFoundError(callSid);
    throw new FeedbackCallNotFoundError(callSid);
  }
}
