import { Injectable } from '@nestjs/common';
import type { TimeSpan } from '../common/time-span.js';
import { FeedbackRepository } from './feedback.repository.js';
import type { Feedback, GivenFeedback } from './feedback.js';

/** Keeps feedback by the call's id. The caller makes sure that the call exists. */
@Injectable()
export class FeedbackService {
  constructor(private readonly feedback: FeedbackRepository) {}

  /** Replaces what was given on this call before. */
  save(callId: string, given: GivenFeedback): Promise<Feedback> {
    return this.feedback.save({ ...given, callId, createdAt: new Date() });
  }

  /** Takes the words out of what was given on this call. */
  forgetNotes(callId: string): Promise<void> {
    return this.feedback.forgetNotes([callId]);
  }

  async find(callId: string): Promise<Feedback | null> {
    return (await this.findByCallIds([callId])).get(callId) ?? null;
  }

  /** The feedback on each of these calls that has any. */
  async findByCallIds(callIds: string[]): Promise<Map<string, Feedback>> {
    if (callIds.length === 0) return new Map();
    const found = await this.feedback.findByCallIds(callIds);
    return new Map(found.map((each) => [each.callId, each]));
  }

  /** What was first given within the span, newest first, in pages of at most so many; a page may be empty. */
  newest(span: TimeSpan, size: number): AsyncGenerator<Feedback[]> {
    return this.feedback.newest(span, size);
  }
}
