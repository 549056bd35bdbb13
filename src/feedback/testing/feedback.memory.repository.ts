import { newestOf } from '../../common/testing/newest-of.js';
import type { TimeSpan } from '../../common/time-span.js';
import type { Feedback } from '../feedback.js';
import { FeedbackRepository } from '../feedback.repository.js';

/** Keeps feedback in memory. */
export class FeedbackMemoryRepository extends FeedbackRepository {
  private readonly feedback = new Map<string, Feedback>();

  async save(feedback: Feedback): Promise<Feedback> {
    const createdAt = this.feedback.get(feedback.callId)?.createdAt ?? feedback.createdAt;
    const kept = { ...feedback, createdAt };
    this.feedback.set(feedback.callId, kept);
    return { ...kept };
  }

  async forgetNotes(callIds: string[]): Promise<void> {
    for (const [callId, kept] of this.feedback)
      if (callIds.includes(callId)) this.feedback.set(callId, { ...kept, notes: null });
  }

  async findByCallIds(callIds: string[]): Promise<Feedback[]> {
    return [...this.feedback.values()]
      .filter(({ callId }) => callIds.includes(callId))
      .map((each) => ({ ...each }));
  }

  async *newest(span: TimeSpan, size: number): AsyncGenerator<Feedback[]> {
    yield* newestOf([...this.feedback.values()], ({ callId }) => callId, span, size);
  }
}
