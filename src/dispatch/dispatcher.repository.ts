import type { Tripped } from './breaker.js';
import type { DispatcherRecord } from './dispatcher-record.js';

/** Keeps the one record of who dials. Each method is one read or one conditional write. */
export abstract class DispatcherRepository {
  abstract find(): Promise<DispatcherRecord>;
  /** For who is to lead: fails where there is no answer soon. `isFollower` notes that there is an instance that does not lead. */
  abstract look(isFollower: boolean): Promise<DispatcherRecord>;
  /** Begins a term, where the record is as it was seen; else answers null. Fails where there is no answer soon. */
  abstract take(seen: DispatcherRecord, term: string, name: string): Promise<DispatcherRecord | null>;
  /** Raises the beat; null where another term has begun. Fails where there is no answer soon. */
  abstract confirm(term: string): Promise<DispatcherRecord | null>;
  /** Ends the term, where it is still this one. */
  abstract release(term: string): Promise<void>;
  /** Without effect where another term has begun. */
  abstract keepTripped(term: string, tripped: Tripped | null): Promise<void>;
  /** Keeps the time of the first pause; answers the record after it. */
  abstract setPaused(isPaused: boolean): Promise<DispatcherRecord>;
  abstract countFault(): Promise<void>;
  /** Notes that a list has changed that decides who may be called; answers the record after it. */
  abstract countRules(): Promise<DispatcherRecord>;
}
