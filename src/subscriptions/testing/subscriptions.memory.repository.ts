import type { SealedSecret, Subscription } from '../subscription.js';
import { SubscriptionsRepository, type SubscriptionUpdate } from '../subscriptions.repository.js';

type Found = Pick<Subscription, 'id' | 'url' | 'updatedAt' | 'asked'>;
type Standing = Pick<Subscription, 'health' | 'disabled' | 'telling'>;

const LONGEST_LEASE_MS = 600_000;

const isAsFound = (kept: Subscription, { url, updatedAt, asked }: Found): boolean =>
  kept.url === url && kept.asked === asked && kept.updatedAt.getTime() === updatedAt.getTime();

/** Keeps endpoints in memory. */
export class SubscriptionsMemoryRepository extends SubscriptionsRepository {
  private readonly kept = new Map<string, Subscription>();
  private readAt: Date | null = null;

  async insert(subscription: Subscription): Promise<void> {
    this.kept.set(subscription.id, structuredClone(subscription));
  }

  async findAll(): Promise<{ subscriptions: Subscription[]; readAt: Date | null }> {
    const all = [...this.kept.values()].map((each) => structuredClone(each));
    const subscriptions = all.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    return { subscriptions, readAt: this.readAt };
  }

  async noteReader(): Promise<Date> {
    this.readAt = new Date();
    return this.readAt;
  }

  async find(id: string): Promise<Subscription | null> {
    return structuredClone(this.kept.get(id)) ?? null;
  }

  async update(id: string, changes: SubscriptionUpdate, at?: Date): Promise<Subscription | null> {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.change(id, (kept) => {
      for (const [field, value] of given)
        if (value === null) delete kept[field as keyof Subscription];
        else Object.assign(kept, structuredClone({ [field]: value as unknown }));
      if (at) kept.updatedAt = at;
    });
    return this.find(id);
  }

  async changeSecrets(id: string, newest: string, secrets: SealedSecret[], at: Date): Promise<boolean> {
    const isAsFound = this.kept.get(id)?.secrets[0]?.sealed === newest;
    return isAsFound && this.change(id, (kept) => Object.assign(kept, { secrets, updatedAt: at }));
  }

  async noteHealth(found: Found, by: string, standing: Standing): Promise<boolean> {
    const kept = this.kept.get(found.id);
    if (kept?.lease?.by !== by || kept.disabled || !isAsFound(kept, found)) return false;
    return this.change(found.id, (kept) => Object.assign(kept, structuredClone(standing)));
  }

  async settle(id: string, eventId: string): Promise<void> {
    this.change(id, (kept) => {
      if (kept.telling?.id === eventId) delete kept.telling;
    });
  }

  async remove(id: string): Promise<boolean> {
    return this.kept.delete(id);
  }

  async ring(ids: string[], dueAt: Date, isToBeTried = false): Promise<void> {
    for (const id of ids)
      this.change(id, (kept) => {
        if (!kept.nextDueAt || dueAt < kept.nextDueAt) kept.nextDueAt = dueAt;
        kept.rings += 1;
        if (!isToBeTried) return;
        kept.asked = (kept.asked ?? 0) + 1;
        delete kept.health.openUntil;
      });
  }

  async lease(id: string, by: string, now: Date, until: Date): Promise<Subscription | null> {
    const { lease, disabled } = this.kept.get(id) ?? {};
    const latest = now.getTime() + LONGEST_LEASE_MS;
    const isTaken = lease && lease.by !== by && lease.until >= now && lease.until.getTime() <= latest;
    if (isTaken || disabled) return null;
    this.change(id, (kept) => Object.assign(kept, { lease: { by, until } }));
    return this.find(id);
  }

  async release(id: string, by: string, rings: number, nextDueAt: Date | null): Promise<void> {
    this.change(id, (kept) => {
      if (kept.lease?.by !== by) return;
      delete kept.lease;
      if (kept.rings !== rings) return;
      if (nextDueAt) kept.nextDueAt = nextDueAt;
      else delete kept.nextDueAt;
    });
  }

  /** Whether there is one. */
  private change(id: string, change: (kept: Subscription) => unknown): boolean {
    const kept = this.kept.get(id);
    if (kept) change(kept);
    return kept !== undefined;
  }
}
