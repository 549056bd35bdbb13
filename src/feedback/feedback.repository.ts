import type { TimeSpan } from '../common/time-span.js';
import type { Feedback } from './feedback.js';

/** Where feedback is kept, one for each call: the port, and its injection token. */
export abstract class FeedbackRepository {
  /** Replaces what was given on this call before, all but its `createdAt`, and answers what is now kept. */
  abstract save(feedback: Feedback): Promise<Feedback>;
  /** The feedback on these calls, in any order. */
  abstract findByCallIds(callIds: string[]): Promise<Feedback[]>;
  /** Takes the notes out of it. */
  abstract forgetNotes(callIds: string[]): Promise<void>;
  /** What was first given within the span, newest first, in pages of at most so many; a page may be empty. */
  abstract newest(span: TimeSpan, size: number): AsyncGenerator<Feedback[]>;
}
