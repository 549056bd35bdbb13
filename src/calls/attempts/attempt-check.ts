import type { WaitingFor } from '../model/call-step.js';
import type { Call } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';

/** What stands in the way of an attempt: the call waits for something else until then, or is over. */
export type Objection =
  | { kind: 'later'; dueAt: Date; why: WaitingFor }
  | { kind: 'over'; status: 'canceled' | 'failed'; reason: FailureReason };

/** One thing that is asked before each attempt, when it is stored and again when its request is written. */
export abstract class AttemptCheck {
  /** In a word, for people. */
  abstract readonly name: string;
  /** Null where nothing stands in the way of an attempt of this waiting call at that time. Awaits nothing. */
  abstract objectionTo(call: Call, at: Date): Objection | null;
}
