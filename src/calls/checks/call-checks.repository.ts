import type { AskedPart, Check, Urgency } from '../model/call-check.js';
import type { Call } from '../model/call.js';

/** Where it is kept what Twilio is to be asked, and how that went. Calls come with their events, without these' `params`. */
export abstract class CallChecksRepository {
  /** Calls of this urgency whose check is due, the longest due first, each claimed for this caller until the lease's end. */
  abstract claimDue(urgency: Urgency, now: Date, leaseUntil: Date, limit: number): Promise<Call[]>;
  abstract find(id: string): Promise<Call | null>;
  /** Keeps how parts were asked for. */
  abstract note(id: string, asked: AskedPart[]): Promise<void>;
  /** The same, and ends a claim: moves the check, or with null removes it, unless news came meanwhile. */
  abstract endClaim(id: string, leaseUntil: Date, next: Check | null, asked: AskedPart[]): Promise<void>;
  /** How many calls to this number, made in this window, may or may not have been dialled. */
  abstract countUnknown(to: string, from: Date, until: Date): Promise<number>;
}
