import type { EventType } from '../events/event-types.js';

/** Waits for its next try, was taken by the endpoint, or is tried no more. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One try. */
export interface DeliveryTry {
  at: Date;
  tookMs: number;
  /** What the endpoint answered with; absent where it did not. */
  status?: number;
  /** The beginning of its answer. */
  answer?: string;
  /** Why it failed, in words. */
  error?: string;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  eventId: string;
  subscriptionId: string;
  type: EventType;
  callId?: string;
  createdAt: Date;
  status: DeliveryStatus;
  /** Failures since it was first, or last, to be delivered. */
  failures: number;
  /** When it is tried next; absent unless it is pending. */
  dueAt?: Date;
  /** The last tries, oldest first. */
  tries: DeliveryTry[];
}

/** So many tries are kept of a delivery. */
export const TRIES_KEPT = 20;

/** One for each event and endpoint. */
export const deliveryId = (eventId: string, subscriptionId: string): string => `${eventId}.${subscriptionId}`;

export interface DeliveryFilter {
  subscriptionId: string;
  status?: DeliveryStatus;
  type?: string;
  since?: Date;
  until?: Date;
}

/** What became of a try. */
export interface DeliveryResult {
  id: string;
  /** When it was due as it was found: it may be replayed, or another instance's, by now. */
  asFound?: Date | undefined;
  try: DeliveryTry;
  status: DeliveryStatus;
  /** Present where it is pending. */
  dueAt?: Date;
}
