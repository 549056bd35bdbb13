import type { Position } from '../../common/cursor.js';
import type { Retained } from '../../retention/retained.js';
import type { Event, NewEvent } from './event.js';

/** Keeps what was told. */
export abstract class EventsRepository {
  /** The database tells when; those that are known already stay as they are. */
  abstract add(events: NewEvent[]): Promise<void>;
  /** Those that are kept of these, in no order. */
  abstract findByIds(ids: string[]): Promise<Event[]>;
  /** What was written down after this position, or since a moment, oldest first, so many at most. */
  abstract findAfter(position: Position | { since: Date }, most: number): Promise<Event[]>;
  /** The oldest that were written down before, without the first few. */
  abstract findOlder(before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** Forgets these; answers how many were there. */
  abstract removeAll(ids: string[]): Promise<number>;
  /** What was told of these calls; few of them are in memory at any time. */
  abstract eachOfCalls(callIds: string[]): AsyncIterable<Event>;
  abstract countOfCalls(callIds: string[]): Promise<number>;
  /** Forgets what was told of these calls; answers how many. */
  abstract removeOfCalls(callIds: string[]): Promise<number>;
}
