import type { Call } from './call.js';

/** Reads calls. They are read without their attempts' events unless said otherwise. */
export abstract class CallsRepository {
  /** Those of these ids that there are, without events. */
  abstract findByIds(ids: string[]): Promise<Call[]>;
  abstract findById(id: string): Promise<Call | null>;
  /** By the call's id or by any of its SIDs. */
  abstract findNamed(idOrSid: string): Promise<Call | null>;
  /** The call in full, its events included, by its id or by any of its SIDs. */
  abstract findWithEvents(idOrSid: string): Promise<Call | null>;
  /** Each call that this erasure has erased, as it is read. */
  abstract findErasedBy(erasureId: string): AsyncIterable<Call>;
  abstract existsBySid(sid: string): Promise<boolean>;
}
