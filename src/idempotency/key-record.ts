import { randomUUID } from 'node:crypto';
import type { DomainError, ErrorKind } from '../common/domain-error.js';

/** A failure that is answered again. */
export interface StoredFailure {
  code: string;
  kind: ErrorKind;
  message: string;
  retryAfterSeconds?: number;
  members?: Readonly<Record<string, string>>;
}

/** The first answer: the JSON of a success, to be answered to the letter, or a failure. */
export type StoredAnswer = { json: string } | { failure: StoredFailure };

/**
 * One key that is being answered. The resource gets its id here, before it is made: the instance that takes
 * the flight over looks it up under that id and makes it under no other, so that there is never a second one.
 */
export interface KeyClaim {
  /** The hash of caller, route and key. */
  id: string;
  fingerprint: string;
  resourceId: string;
  /** Names this flight: only it may renew its lease or store its answer. */
  flight: string;
  /** Until then others are told to wait; afterwards the flight is there to be taken over. */
  leaseUntil: Date;
  /** When this flight began; a day later the key is forgotten. */
  claimedAt: Date;
}

export interface KeyRecord extends KeyClaim {
  /** Absent while it is in flight. */
  answer?: StoredAnswer;
}

/** In place of the fingerprint of a request of which nothing is left to compare. */
export const NO_FINGERPRINT = '';

/** What is answered by then: the same request again is still not executed. */
export const ERASED_ANSWER: StoredAnswer = {
  failure: { code: 'erased', kind: 'not-found', message: 'What was made with this key has been erased' },
};

/** A flight whose lease is over can be taken over at once. */
export const EXPIRED = new Date(0);

export const newClaim = (id: string, fingerprint: string, leaseMs: number, now = new Date()): KeyClaim => ({
  id,
  fingerprint,
  resourceId: randomUUID(),
  flight: randomUUID(),
  leaseUntil: new Date(now.getTime() + leaseMs),
  claimedAt: now,
});

/** Which failures are a request's answer for good, unless they say otherwise; the others are worth another try with the same key. */
const IS_KEPT: Record<ErrorKind, boolean> = {
  invalid: false,
  unauthorized: false,
  forbidden: true,
  'not-found': true,
  conflict: true,
  unprocessable: true,
  'too-many-requests': false,
  'upstream-refused': true,
  'upstream-timeout': false,
  unsatisfiable: true,
  unavailable: false,
};

export const isKept = ({ kind, isWorthRetrying }: DomainError): boolean => IS_KEPT[kind] && !isWorthRetrying;

export const toStoredFailure = ({
  code,
  kind,
  message,
  retryAfterSeconds,
  members,
}: DomainError): StoredFailure => ({
  code,
  kind,
  message,
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  ...(members && { members }),
});
