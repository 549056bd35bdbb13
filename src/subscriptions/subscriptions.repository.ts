import type { Health, SealedSecret, Subscription } from './subscription.js';

/** What may be changed of an endpoint; null takes it away. */
export interface SubscriptionUpdate {
  url?: string;
  types?: string[];
  description?: string | null;
  secrets?: SealedSecret[];
  disabled?: Subscription['disabled'] | null;
  health?: Health;
}

/** Keeps endpoints: few. */
export abstract class SubscriptionsRepository {
  abstract insert(subscription: Subscription): Promise<void>;
  /** All of them, oldest first, and when somebody last read events by himself, by the database's clock. */
  abstract findAll(): Promise<{ subscriptions: Subscription[]; readAt: Date | null }>;
  /** Somebody reads events by himself. Answers when, by the database's clock. */
  abstract noteReader(): Promise<Date>;
  abstract find(id: string): Promise<Subscription | null>;
  /** A change of a client's is at a moment. Null where there is none. */
  abstract update(id: string, changes: SubscriptionUpdate, at?: Date): Promise<Subscription | null>;
  /** Stores new secrets, as long as its newest one is still this; false where it is not. */
  abstract changeSecrets(id: string, newest: string, secrets: SealedSecret[], at: Date): Promise<boolean>;
  /**
   * How it stands for who sends to it, as long as it is leased to them, and no client has changed it or asked for it to be
   * tried since it was found so; false where that is over.
   */
  abstract noteHealth(
    found: Pick<Subscription, 'id' | 'url' | 'updatedAt' | 'asked'>,
    by: string,
    standing: Pick<Subscription, 'health' | 'disabled' | 'telling'>,
  ): Promise<boolean>;
  /** The others are told what was noted with its end. */
  abstract settle(id: string, eventId: string): Promise<void>;
  abstract remove(id: string): Promise<boolean>;
  /** Deliveries of these wait from this moment on; where they are to be tried, a pause ends. */
  abstract ring(ids: string[], dueAt: Date, isToBeTried?: boolean): Promise<void>;
  /** Makes one instance the only one that sends to it, until then; null where another is, or it is disabled. */
  abstract lease(id: string, by: string, now: Date, until: Date): Promise<Subscription | null>;
  /** Ends that. Its next delivery is due then, unless it was rung since. */
  abstract release(id: string, by: string, rings: number, nextDueAt: Date | null): Promise<void>;
}
