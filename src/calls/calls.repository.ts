import type { Page, PageRequest } from '../common/page.js';
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

/** Where calls are kept. Calls are read without their attempts' events unless said otherwise. */
export abstract class CallsRepository {
  abstract insert(call: Call): Promise<void>;
  abstract findById(id: string): Promise<Call | null>;
  /** The call in full, its events included, by its id or by any of its SIDs. */
  abstract findWithEvents(idOrSid: string): Promise<Call | null>;
  abstract existsBySid(sid: string): Promise<boolean>;
  /** The calls made for any of these user handles, newest first. */
  abstract findPageByUser(handles: string[], page: PageRequest): Promise<Page<Call>>;
  /** Adds the event and joins its evidence into its attempt, in one guarded write. */
  abstract applyEvent(ref: AttemptRef, event: CallEvent): Promise<EventOutcome>;
  /** Says why an attempt was not dialled; without effect once a SID is known. */
  abstract markUndialled(
    ref: { callId: string; n: number },
    submission: Extract<Submission, 'refused' | 'unsent'>,
    reason: FailureReason,
    event: CallEvent,
  ): Promise<void>;
  abstract findAttempt(ref: AttemptRef): Promise<AttemptMatch>;
}
