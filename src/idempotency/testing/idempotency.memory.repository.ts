import { type Flight, IdempotencyRepository } from '../idempotency.repository.js';
import {
  ERASED_ANSWER,
  type KeyClaim,
  type KeyRecord,
  NO_FINGERPRINT,
  type StoredAnswer,
} from '../key-record.js';

/** Keeps keys in memory, and forgets none. */
export class IdempotencyMemoryRepository extends IdempotencyRepository {
  private readonly keys = new Map<string, KeyRecord>();

  async insert(claim: KeyClaim): Promise<boolean> {
    if (this.keys.has(claim.id)) return false;
    this.keys.set(claim.id, structuredClone(claim));
    return true;
  }

  async find(id: string): Promise<KeyRecord | null> {
    return structuredClone(this.keys.get(id) ?? null);
  }

  async findAll(ids: string[]): Promise<KeyRecord[]> {
    return structuredClone([...this.keys.values()].filter(({ id }) => ids.includes(id)));
  }

  async takeOver(seen: KeyClaim, next: KeyClaim): Promise<boolean> {
    const record = this.inFlight(seen);
    if (record?.leaseUntil.getTime() !== seen.leaseUntil.getTime()) return false;
    this.keys.set(seen.id, structuredClone(next));
    return true;
  }

  async renew(flight: Flight, leaseUntil: Date): Promise<boolean> {
    return this.change(flight, { leaseUntil });
  }

  async answer(flight: Flight, answer: StoredAnswer): Promise<boolean> {
    return this.change(flight, { answer });
  }

  async remove(flight: Flight): Promise<boolean> {
    return this.inFlight(flight) !== undefined && this.keys.delete(flight.id);
  }

  async findOf(resourceIds: string[]): Promise<KeyRecord[]> {
    const found = [...this.keys.values()].filter(({ resourceId }) => resourceIds.includes(resourceId));
    return structuredClone(found.filter(({ fingerprint }) => fingerprint !== NO_FINGERPRINT));
  }

  async eraseOf(resourceIds: string[]): Promise<void> {
    for (const record of await this.findOf(resourceIds))
      this.keys.set(record.id, { ...record, answer: ERASED_ANSWER, fingerprint: NO_FINGERPRINT });
  }

  private inFlight({ id, flight }: Flight): KeyRecord | undefined {
    const record = this.keys.get(id);
    return record?.flight === flight && !record.answer ? record : undefined;
  }

  private change(flight: Flight, changes: Partial<KeyRecord>): boolean {
    const record = this.inFlight(flight);
    if (record) Object.assign(record, structuredClone(changes));
    return record !== undefined;
  }
}
