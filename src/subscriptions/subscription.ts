import type { NewEvent } from './events/event.js';

/** Why an endpoint is told of nothing: a client said so, it answered 410, or it failed for days. */
export type DisabledFor = 'request' | 'gone' | 'failing';

/** A secret of an endpoint, encrypted. An old one signs as well until its time is over. */
export interface SealedSecret {
  sealed: string;
  until?: Date;
}

/** How an endpoint has answered lately. */
export interface Health {
  /** Failed deliveries since the last that succeeded. */
  failures: number;
  /** Since when none has succeeded. */
  failingSince?: Date;
  /** Nothing is sent before. */
  openUntil?: Date;
  succeededAt?: Date;
  failedAt?: Date;
}

/** An address that is told of events. */
export interface Subscription {
  id: string;
  url: string;
  description?: string;
  /** Types, such as `call.ended`, `call.*` or `*`. */
  types: string[];
  secrets: SealedSecret[];
  createdAt: Date;
  updatedAt: Date;
  disabled?: { why: DisabledFor; at: Date };
  /** What tells the others that it is disabled; absent when they are told. */
  telling?: NewEvent;
  health: Health;
  /** When its next delivery is due; absent where none waits. */
  nextDueAt?: Date;
  /** How often it was told that deliveries wait. */
  rings: number;
  /** How often somebody has asked for it to be tried at once. */
  asked?: number;
  /** Which instance sends to it, and until when nobody else does. */
  lease?: { by: string; until: Date };
}

export type NewSubscription = Pick<Subscription, 'url' | 'types' | 'description'>;
/** What a client may change; null takes a description away. */
export type SubscriptionChanges = Partial<
  Pick<Subscription, 'url' | 'types'> & { description: string | null; isEnabled: boolean }
>;

/** More would make each event too many deliveries. */
export const MOST_SUBSCRIPTIONS = 100;
