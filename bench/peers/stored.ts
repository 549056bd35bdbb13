import type { FeedbackRecord } from '../../src/feedback/feedback.schema.js';
import type { UserRecord } from '../../src/users/user.schema.js';

/*
 * What the peers store: the fields of Atlas's documents that they use, in collections of the same names.
 */

export type StoredUser = UserRecord;
export type StoredFeedback = FeedbackRecord;

/** One thing that Twilio told. */
export interface StoredEvent {
  key: string;
  source?: string;
  kind: string;
  status?: string;
  receivedAt: Date;
  direction?: string;
  params: Record<string, string>;
}

export interface StoredAttempt {
  n: number;
  sid?: string;
  submission: string;
  createdAt: Date;
  rank: number;
  direction?: string;
  callbackDuration?: number;
  price?: string;
  priceUnit?: string;
  startedAt?: Date;
  answeredAt?: Date;
  endedAt?: Date;
  events: StoredEvent[];
}

export interface StoredCall {
  _id: string;
  version: number;
  to: string;
  userExternalId: string;
  content: { kind: string; text?: string };
  recordingEnabled: boolean;
  attempts: StoredAttempt[];
  sids?: string[];
  rank: number;
  /** While it waits to be dialled. */
  wait?: { lane: string };
  live?: number[];
  hasRecording: boolean;
  hasFeedback: boolean;
  createdAt: Date;
  changedAt?: Date;
}

export interface StoredRecording {
  _id: string;
  callId: string;
  attempt: number;
  callSid: string;
  rank?: number;
  durationSeconds?: number;
  url?: string;
  createdAt: Date;
  events: StoredEvent[];
}
