import type { Position } from '../../common/cursor.js';
import type { Retained } from '../../retention/retained.js';
import type { Delivery, DeliveryFilter, DeliveryResult } from './delivery.js';

/** Keeps what is sent, and was sent, to endpoints. */
export abstract class DeliveriesRepository {
  /** Those that are known already stay as they are; answers how many were not. */
  abstract add(deliveries: Delivery[]): Promise<number>;
  /** Those of an endpoint that are due, the earliest first, so many at most. */
  abstract findDue(subscriptionId: string, now: Date, most: number): Promise<Delivery[]>;
  /** When the next of an endpoint is due; null where none is pending. */
  abstract nextDueAt(subscriptionId: string): Promise<Date | null>;
  /** Writes down what became of tries. */
  abstract note(results: DeliveryResult[]): Promise<void>;
  abstract find(id: string): Promise<Delivery | null>;
  /** Newest first, after a position, so many at most. */
  abstract list(filter: DeliveryFilter, after: Position | null, most: number): Promise<Delivery[]>;
  /** Has these delivered again, as if for the first time; answers how many. */
  abstract replay(filter: DeliveryFilter & { id?: string }, dueAt: Date): Promise<number>;
  /** Some of what was pending of an endpoint at a moment is tried no more; answers how many. */
  abstract bury(subscriptionId: string, at: Date, most: number): Promise<number>;
  /** Forgets all of an endpoint. */
  abstract removeOfSubscription(subscriptionId: string): Promise<void>;
  /** The oldest that were made before, without the first few. */
  abstract findOlder(before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** Forgets these; answers how many were there. */
  abstract removeAll(ids: string[]): Promise<number>;
  /** What was sent of these calls, and is to be; few of them are in memory at any time. */
  abstract eachOfCalls(callIds: string[]): AsyncIterable<Delivery>;
  abstract countOfCalls(callIds: string[]): Promise<number>;
  /** Forgets what was sent of these calls; answers how many. */
  abstract removeOfCalls(callIds: string[]): Promise<number>;
}
