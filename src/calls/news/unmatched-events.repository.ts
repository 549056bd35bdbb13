import type { TwilioCallback } from '../../twilio/twilio-callback.js';

/** A callback whose call is not known (yet), or whose attempt has another SID. */
export interface UnmatchedEvent {
  key: string;
  callSid?: string;
  reason: 'unknown' | 'mismatched';
  callback: TwilioCallback;
}

/** By what a callback names its call. */
export interface OfCallees {
  callIds: string[];
  callSids: string[];
  /** E.164, as Twilio writes it. */
  numbers: string[];
}

/** Where callbacks wait for their call. */
export abstract class UnmatchedEventsRepository {
  /** Keeps the event; the same event twice is kept once. */
  abstract keep(event: UnmatchedEvent): Promise<void>;
  /** Those that wait for this SID, in the order of arrival. */
  abstract findWaiting(callSid: string): Promise<UnmatchedEvent[]>;
  /** Those of this call whose attempt has another SID, in the order of arrival. */
  abstract findMismatched(callId: string): Promise<UnmatchedEvent[]>;
  /** Those that name one of these calls, SIDs or callees, at most so many. */
  abstract findOf(whose: OfCallees, limit: number): Promise<UnmatchedEvent[]>;
  /** The same, all of them, few of which are in memory at any time, in no order. */
  abstract eachOf(whose: OfCallees): AsyncIterable<UnmatchedEvent>;
  abstract remove(key: string): Promise<void>;
  abstract removeAll(keys: string[]): Promise<void>;
}
