import type { TwilioCallback } from '../../twilio/twilio-callback.js';

/** A callback whose call is not known (yet), or whose attempt has another SID. */
export interface UnmatchedEvent {
  key: string;
  callSid?: string;
  reason: 'unknown' | 'mismatched';
  callback: TwilioCallback;
}

/** Where callbacks wait for their call. */
export abstract class UnmatchedEventsRepository {
  /** Keeps the event; the same event twice is kept once. */
  abstract keep(event: UnmatchedEvent): Promise<void>;
  /** Those that wait for this SID, in the order of arrival. */
  abstract findWaiting(callSid: string): Promise<UnmatchedEvent[]>;
  /** Those of this call whose attempt has another SID, in the order of arrival. */
  abstract findMismatched(callId: string): Promise<UnmatchedEvent[]>;
  abstract remove(key: string): Promise<void>;
}
