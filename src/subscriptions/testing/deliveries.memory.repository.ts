import type { Position } from '../../common/cursor.js';
import type { Retained } from '../../retention/retained.js';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.js';
import {
  type Delivery,
  type DeliveryFilter,
  type DeliveryResult,
  TRIES_KEPT,
} from '../deliveries/delivery.js';
import { OfCallsMemory } from './of-calls.memory.js';

const among =
  (filter: DeliveryFilter & { id?: string }) =>
  (each: Delivery): boolean =>
    each.subscriptionId === filter.subscriptionId &&
    each.id === (filter.id ?? each.id) &&
    each.status === (filter.status ?? each.status) &&
    each.type === (filter.type ?? each.type) &&
    each.createdAt >= (filter.since ?? each.createdAt) &&
    (!filter.until || each.createdAt < filter.until);

/** Keeps what is sent, and was sent, in memory. */
export class DeliveriesMemoryRepository extends DeliveriesRepository {
  private readonly kept = new OfCallsMemory<Delivery>();

  async add(deliveries: Delivery[]): Promise<number> {
    return this.kept.addNew(deliveries);
  }

  async findDue(subscriptionId: string, now: Date, most: number): Promise<Delivery[]> {
    return this.pending(subscriptionId)
      .filter(({ dueAt }) => dueAt <= now)
      .slice(0, most);
  }

  async nextDueAt(subscriptionId: string): Promise<Date | null> {
    return this.pending(subscriptionId)[0]?.dueAt ?? null;
  }

  async removeAll(ids: string[]): Promise<number> {
    return this.kept.remove(ids);
  }

  async note(results: DeliveryResult[]): Promise<void> {
    for (const { id, asFound, try: own, status, dueAt } of results) {
      const kept = this.kept.get(id);
      if (!kept) continue;
      const isAsFound = kept.dueAt?.getTime() === asFound?.getTime();
      if (!isAsFound && kept.tries.some(({ at }) => at.getTime() === own.at.getTime())) continue;
      kept.tries = [...kept.tries, own].slice(-TRIES_KEPT);
      if (!isAsFound) continue;
      kept.status = status;
      if (dueAt) kept.dueAt = dueAt;
      else delete kept.dueAt;
      if (status !== 'delivered') kept.failures += 1;
    }
  }

  async *eachOfCalls(callIds: string[]): AsyncGenerator<Delivery> {
    yield* this.kept.ofCalls(callIds);
  }

  async find(id: string): Promise<Delivery | null> {
    return structuredClone(this.kept.get(id)) ?? null;
  }

  async countOfCalls(callIds: string[]): Promise<number> {
    return this.kept.ofCalls(callIds).length;
  }

  async list(filter: DeliveryFilter, after: Position | null, most: number): Promise<Delivery[]> {
    const newest = this.kept.sorted(among(filter)).toReversed();
    const from = after ? newest.findIndex((each) => isOlder(each, after)) : 0;
    return from < 0 ? [] : newest.slice(from, from + most);
  }

  async replay(filter: DeliveryFilter & { id?: string }, dueAt: Date): Promise<number> {
    return this.change(among(filter), { status: 'pending', failures: 0, dueAt });
  }

  async findOlder(before: Date, skip: number, limit: number): Promise<Retained[]> {
    return this.kept.findOlder(before, skip, limit);
  }

  async bury(subscriptionId: string, at: Date, most: number): Promise<number> {
    const waited = this.pending(subscriptionId)
      .filter(({ createdAt, failures, dueAt }) => createdAt <= at && (failures > 0 || dueAt <= at))
      .slice(0, most)
      .map(({ id }) => id);
    return this.change(({ id }) => waited.includes(id), { status: 'dead', dueAt: undefined });
  }

  async removeOfCalls(callIds: string[]): Promise<number> {
    return this.kept.remove(this.kept.ofCalls(callIds).map(({ id }) => id));
  }

  async removeOfSubscription(subscriptionId: string): Promise<void> {
    await this.removeAll(this.kept.sorted(among({ subscriptionId })).map(({ id }) => id));
  }

  /** The earliest first. */
  private pending(subscriptionId: string): (Delivery & { dueAt: Date })[] {
    const all = this.kept.sorted(among({ subscriptionId }));
    const due = all.flatMap((each) => (each.dueAt ? [{ ...each, dueAt: each.dueAt }] : []));
    return due.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  }

  private change(isAmong: (each: Delivery) => boolean, changes: object): number {
    const all = this.kept.sorted(isAmong);
    for (const { id } of all) Object.assign(this.kept.get(id)!, changes);
    return all.length;
  }
}

const isOlder = ({ createdAt, id }: Delivery, than: Position): boolean => {
  const ms = createdAt.getTime() - than.createdAt.getTime();
  return ms < 0 || (ms === 0 && id < than.id);
};
