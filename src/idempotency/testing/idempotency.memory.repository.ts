import { type Flight, IdempotencyRepository } from '../idempotency.repository.js';
import type { KeyClaim, KeyRecord, StoredAnswer } from '../key-record.js';

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
