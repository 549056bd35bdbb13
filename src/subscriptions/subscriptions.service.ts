import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { Environment } from '../config/environment.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { FRESH_MS } from './deliveries/turn.js';
import { destinationRulesOf, urlFault } from './endpoint/destination.js';
import { EndpointSecretsService } from './endpoint/endpoint-secrets.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import {
  MOST_SUBSCRIPTIONS,
  type NewSubscription,
  type Subscription,
  type SubscriptionChanges,
} from './subscription.js';
import {
  SubscriptionNotFoundError,
  TooManySubscriptionsError,
  UrlRefusedError,
} from './subscription.errors.js';
import { SubscriptionsRepository, type SubscriptionUpdate } from './subscriptions.repository.js';

/** An endpoint, and the secret that is shown this once. */
export interface WithSecret {
  subscription: Subscription;
  secret: string;
}

/** The endpoints that are told of events. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly secrets: EndpointSecretsService,
    private readonly known: KnownSubscriptions,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** Throws UrlRefusedError or TooManySubscriptionsError. */
  async create(given: NewSubscription): Promise<WithSecret> {
    this.checkUrl(given.url);
    if ((await this.list()).length >= MOST_SUBSCRIPTIONS) throw new TooManySubscriptionsError();
    const [id, now] = [randomUUID(), new Date()];
    const { secret, sealed } = this.secrets.make(id);
    const made = { createdAt: now, updatedAt: now, health: { failures: 0 }, rings: 0 };
    const subscription: Subscription = { id, ...given, secrets: [{ sealed }], ...made };
    await this.subscriptions.insert(subscription);
    await this.known.refresh();
    return { subscription, secret };
  }

  async list(): Promise<Subscription[]> {
    return (await this.subscriptions.findAll()).subscriptions;
  }

  /** Throws SubscriptionNotFoundError. */
  async get(id: string): Promise<Subscription> {
    return found(id, await this.subscriptions.find(id));
  }

  /** Who is enabled again, or has a new URL, is as if it had never failed. Throws SubscriptionNotFoundError or UrlRefusedError. */
  async update(id: string, { isEnabled, ...changes }: SubscriptionChanges): Promise<Subscription> {
    if (changes.url !== undefined) this.checkUrl(changes.url);
    const now = new Date();
    const before = await this.get(id);
    const update: SubscriptionUpdate = { ...changes };
    if (isEnabled === false && !before.disabled) update.disabled = { why: 'request', at: now };
    const isNew = changes.url !== undefined && changes.url !== before.url;
    if (isNew) update.health = { failures: 0 };
    if (isEnabled === true && before.disabled)
      Object.assign(update, { disabled: null, health: { failures: 0 } });
    const after = found(id, await this.subscriptions.update(id, update, now));
    if (!after.disabled) await this.subscriptions.ring([id], now);
    await this.known.refresh();
    if (isNew || update.disabled) await this.letReadLapse();
    return after;
  }

  /** What was sent to it is forgotten as well. Throws SubscriptionNotFoundError. */
  async remove(id: string): Promise<void> {
    const isThere = await this.subscriptions.remove(id);
    await this.known.refresh();
    if (isThere) await this.letReadLapse();
    // Also where it is gone already: whoever removed it has perhaps ended before this.
    await this.deliveries.removeOfSubscription(id);
    if (!isThere) throw new SubscriptionNotFoundError(id);
  }

  /** A new secret; the old ones sign as well for a day. Throws SubscriptionNotFoundError. */
  async rotate(id: string): Promise<WithSecret> {
    for (;;) {
      const now = new Date();
      const { secrets } = await this.get(id);
      const { secret, sealed } = this.secrets.make(id);
      const rotated = this.secrets.rotated(secrets, sealed, now);
      const newest = secrets[0]?.sealed ?? '';
      // Somebody else's new secret was answered too, and has to stay.
      if (await this.subscriptions.changeSecrets(id, newest, rotated, now))
        return { subscription: await this.get(id), secret };
    }
  }

  /** What was read before may still be sent until then. */
  private letReadLapse(): Promise<void> {
    return this.clock.sleep(FRESH_MS);
  }

  private checkUrl(url: string): void {
    const fault = urlFault(url, destinationRulesOf(this.environment));
    if (fault) throw new UrlRefusedError(fault);
  }
}

const found = (id: string, subscription: Subscription | null): Subscription => {
  if (!subscription) throw new SubscriptionNotFoundError(id);
  return subscription;
};
