import { randomUUID } from 'node:crypto';
import { type AttemptState, type CallEvent, durationOf, foldEvents, statusOf } from './call-event.js';
import type { CallStatus } from './call-status.js';

/** What is said to the callee. Without a text the callee is invited to leave a message. */
export interface CallContent {
  kind: 'say';
  text?: string;
}

/**
 * What is known of the request that asked Twilio to dial: `accepted` it has a SID, `refused` Twilio said no,
 * `unsent` nothing reached Twilio, `unknown` nobody can tell (yet), and so it is never repeated.
 */
export type Submission = 'accepted' | 'refused' | 'unsent' | 'unknown';

/** Why an attempt was never dialled, in Twilio's words or in ours. */
export interface FailureReason {
  code: string;
  message: string;
}

/** One time that Twilio was asked to dial. */
export interface Attempt extends AttemptState {
  /** Counts from 1. */
  n: number;
  sid?: string;
  submission: Submission;
  reason?: FailureReason;
  createdAt: Date;
  /** Present only where the events were asked for. */
  events?: CallEvent[];
}

/** One intent to reach a callee. */
export interface Call {
  id: string;
  /** E.164. */
  to: string;
  userExternalId: string;
  content: CallContent;
  recordingEnabled: boolean;
  /** At least one, in the order in which they were made. */
  attempts: [Attempt, ...Attempt[]];
  createdAt: Date;
  /** When Twilio is to be asked what became of it, unless news come first; absent once nothing is left to learn. */
  checkAt?: Date;
}

export interface CallRequest {
  to: string;
  userExternalId: string;
  text?: string;
  recordingEnabled: boolean;
}

/** When a call that had news at this moment is to be asked about. */
export const checkAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

/** A call as it is stored before Twilio is asked: until it has answered, nobody can tell whether it dialled. */
export const newCall = (
  request: CallRequest,
  now = new Date(),
  checkAt?: Date,
  id: string = randomUUID(),
): Call => ({
  id,
  to: request.to,
  userExternalId: request.userExternalId,
  content: request.text?.trim() ? { kind: 'say', text: request.text } : { kind: 'say' },
  recordingEnabled: request.recordingEnabled,
  attempts: [{ n: 1, submission: 'unknown', createdAt: now, ...foldEvents([]) }],
  createdAt: now,
  ...(checkAt && { checkAt }),
});

export const lastAttempt = (call: Call): Attempt =>
  call.attempts[call.attempts.length - 1] ?? call.attempts[0];

export const callStatus = (call: Call): CallStatus => statusOf(lastAttempt(call));

export const callDuration = (call: Call): number | undefined => durationOf(lastAttempt(call));
