import type { Call, FailureReason, Submission } from './call.js';
import type { CallEvent } from './call-event.js';

/** Names an attempt by its call and number, by its SID, or by both. */
export interface AttemptRef {
  callId?: string;
  n?: number;
  sid: string;
}

/**
 * What became of an event: `applied`; `adopted`, applied and the first that named the attempt's SID; `duplicate`,
 * known already; `mismatched`, the attempt has another SID; `unknown`, no such call. Only the first two write.
 */
export type EventOutcome = 'applied' | 'adopted' | 'duplicate' | 'mismatched' | 'unknown';

/** Where an attempt was found, or why it was not. */
export type AttemptMatch = { callId: string; n: number; sid?: string } | 'mismatched' | 'unknown';

/** That a recording of the call is complete; that feedback was given for one of its attempts. */
export type CallMark = 'hasRecording' | 'hasFeedback';

/** Where calls are kept. Calls are read without their attempts' events unless said otherwise. */
export abstract class CallsRepository {
  /** Fails where there is a call with this id. */
  abstract insert(call: Call): Promise<void>;
  abstract findById(id: string): Promise<Call | null>;
  /** The call in full, its events included, by its id or by any of its SIDs. */
  abstract findWithEvents(idOrSid: string): Promise<Call | null>;
  abstract existsBySid(sid: string): Promise<boolean>;
  /** Adds the event, joins its evidence into its attempt and moves the next check, in one guarded write. */
  abstract applyEvent(ref: AttemptRef, event: CallEvent, checkAt: Date): Promise<EventOutcome>;
  /** Says why an attempt was not dialled; without effect once a SID is known. */
  abstract markUndialled(
    ref: { callId: string; n: number },
    submission: Extract<Submission, 'refused' | 'unsent'>,
    reason: FailureReason,
    event: CallEvent,
  ): Promise<void>;
  /** Sets a mark that lists filter by, once and for all; without effect where it is set, or there is no such call. */
  abstract mark(call: { id: string } | { sid: string }, mark: CallMark): Promise<void>;
  abstract findAttempt(ref: AttemptRef): Promise<AttemptMatch>;
  /** Calls whose check is due, each claimed for this one caller by moving its check to the lease's end. */
  abstract claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Call[]>;
  /** Ends a claim: moves the check, or with null takes the call off the list; without effect where news came meanwhile. */
  abstract endClaim(id: string, leaseUntil: Date, next: Date | null): Promise<void>;
  /** How many calls to this number, made in this window, may or may not have been dialled. */
  abstract countUnknown(to: string, from: Date, until: Date): Promise<number>;
}
