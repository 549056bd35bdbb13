import type { Wait } from '../events/call-change.js';
import type { Call } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';

/** What stands in the way of an attempt: the call waits as it does, waits for something else, or is over. */
export type Objection =
  | { kind: 'hold' }
  | { kind: 'later'; wait: Wait }
  | { kind: 'over'; status: 'canceled' | 'failed'; reason: FailureReason };

/** One thing that is asked before each attempt, right before it is stored. */
export abstract class AttemptCheck {
  /** In a word, for people. */
  abstract readonly name: string;
  /** Null where nothing stands in the way of an attempt of this call at that time. */
  abstract objectionTo(call: Call, at: Date): Objection | null | Promise<Objection | null>;
}
