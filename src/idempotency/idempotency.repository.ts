import type { KeyClaim, KeyRecord, StoredAnswer } from './key-record.js';

/** Names one flight of one key. */
export type Flight = Pick<KeyClaim, 'id' | 'flight'>;

/**
 * Where keys are kept, for a day after their last flight began. Each write is atomic and guarded; it answers
 * whether it was done. What a flight writes is without effect once it was taken over or answered.
 */
export abstract class IdempotencyRepository {
  /** False where the key is known. */
  abstract insert(claim: KeyClaim): Promise<boolean>;
  abstract find(id: string): Promise<KeyRecord | null>;
  /** Those of these that are known, in no order. */
  abstract findAll(ids: string[]): Promise<KeyRecord[]>;
  /** Puts `next` in the place of a flight that is as it was `seen`: not renewed, answered or taken over since. */
  abstract takeOver(seen: KeyClaim, next: KeyClaim): Promise<boolean>;
  /** Moves the end of the lease. */
  abstract renew(flight: Flight, leaseUntil: Date): Promise<boolean>;
  abstract answer(flight: Flight, answer: StoredAnswer): Promise<boolean>;
  /** The answers for these resources that still tell something. */
  abstract findOf(resourceIds: string[]): Promise<KeyRecord[]>;
  /** Puts the answer that nothing is left in the place of theirs, and of those that are still to come. */
  abstract eraseOf(resourceIds: string[]): Promise<void>;
  /** Forgets the key: the next request that uses it is a first one. */
  abstract remove(flight: Flight): Promise<boolean>;
}
