import type { Feedback } from '../feedback.js';
import { FeedbackRepository } from '../feedback.repository.js';

/** Keeps feedback in memory. */
export class FeedbackMemoryRepository extends FeedbackRepository {
  private readonly feedback = new Map<string, Feedback>();

  async save(feedback: Feedback): Promise<Feedback> {
    const createdAt = this.feedback.get(feedback.callSid)?.createdAt ?? feedback.createdAt;
    const kept = { ...feedback, createdAt };
    this.feedback.set(feedback.callSid, kept);
    return { ...kept };
  }

  async findByCallSid(callSid: string): Promise<Feedback | null> {
    const feedback = this.feedback.get(callSid);
    return feedback ? { ...feedback } : null;
  }
}
