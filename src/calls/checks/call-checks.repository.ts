import type { AskedPart, Check, DueCall, Urgency } from '../model/call-check.js';
import type { Call } from '../model/call.js';

/** Keeps when Twilio is to be asked about calls, and how it was asked. It gives calls with events, without their `params`. */
export abstract class CallChecksRepository {
  /** Calls of this urgency whose check is due, the longest due first. */
  abstract findDue(urgency: Urgency, now: Date, limit: number): Promise<DueCall[]>;
  /** Whether any call's check is due. */
  abstract hasDue(now: Date): Promise<boolean>;
  /** Claims a due call as it was found until the lease's end; null where another one has it, or news came meanwhile. */
  abstract claim(due: DueCall, leaseUntil: Date): Promise<Call | null>;
  abstract find(id: string): Promise<Call | null>;
  /** Keeps how parts were asked for, of those attempts that are still there. */
  abstract note(id: string, asked: AskedPart[]): Promise<void>;
  /** Keeps the same, and ends a claim: sets the next check (null: none), unless news came meanwhile. */
  abstract endClaim(id: string, leaseUntil: Date, next: Check | null, asked: AskedPart[]): Promise<void>;
  /** How many calls to this number, made in this window, may or may not have been dialled. */
  abstract countUnknown(to: string, from: Date, until: Date): Promise<number>;
}
