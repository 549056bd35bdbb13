import type { WebhookRecord } from '../callbacks/webhook.js';
import { newSid } from '../sid.js';

/** A warning or an error that a call met, readable at `/Calls/{sid}/Notifications`. */
export interface CallNotification {
  readonly sid: string;
  readonly level: 'error' | 'warning';
  /** Twilio's error code, such as 12100. */
  readonly code: number;
  readonly message: string;
  readonly at: Date;
  /** The request that it is about, with what it was answered. */
  readonly webhook?: WebhookRecord;
}

export type Complaint = Omit<CallNotification, 'sid' | 'at'>;

/** The most notifications that a call keeps: a TwiML document in a loop would add them without end. */
const MAX_NOTIFICATIONS = 100;

/** Adds a notification to a call, at the call's present. */
export function notify(
  call: { readonly notifications: CallNotification[]; readonly clock: { now(): Date }; changed(): void },
  complaint: Complaint,
): void {
  if (call.notifications.length >= MAX_NOTIFICATIONS) return;
  call.notifications.push({ ...complaint, sid: newSid('NO'), at: call.clock.now() });
  call.changed();
}
