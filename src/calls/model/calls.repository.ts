import type { Call } from './call.js';

/** Reads calls, and looks after their checks. Calls are read without their attempts' events unless said otherwise. */
export abstract class CallsRepository {
  abstract findById(id: string): Promise<Call | null>;
  /** The call in full, its events included, by its id or by any of its SIDs. */
  abstract findWithEvents(idOrSid: string): Promise<Call | null>;
  abstract existsBySid(sid: string): Promise<boolean>;
  /** Calls whose check is due, each claimed for this one caller by moving its check to the lease's end. */
  abstract claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Call[]>;
  /** Ends a claim: moves the check, or with null takes the call off the list; without effect where news came meanwhile. */
  abstract endClaim(id: string, leaseUntil: Date, next: Date | null): Promise<void>;
  /** How many calls to this number, made in this window, may or may not have been dialled. */
  abstract countUnknown(to: string, from: Date, until: Date): Promise<number>;
}
