import type { Feedback } from './feedback.js';

/** Where feedback is kept, one for each call SID: the port, and its injection token. */
export abstract class FeedbackRepository {
  /** Replaces what was given for this SID before, all but its `createdAt`, and answers what is now kept. */
  abstract save(feedback: Feedback): Promise<Feedback>;

  abstract findByCallSid(callSid: string): Promise<Feedback | null>;
}
