import type { Position } from '../../common/cursor.js';
import { Injectable } from '@nestjs/common';
import { newEvent } from '../events/event.js';
import { isAskedFor } from '../events/event-types.js';
import { EventsRepository } from '../events/events.repository.js';
import { FanOutService } from '../fan-out.service.js';
import { OutwardService } from '../outward.service.js';
import type { Subscription } from '../subscription.js';
import { SubscriptionDisabledError } from '../subscription.errors.js';
import { SubscriptionsService } from '../subscriptions.service.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { type Delivery, type DeliveryFilter, deliveryId } from './delivery.js';

const EVENTS_AT_ONCE = 500;

/** Sends again what was sent, or was never sent, to an endpoint. */
@Injectable()
export class ReplaysService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly log: DeliveriesService,
    private readonly events: EventsRepository,
    private readonly endpoints: SubscriptionsService,
    private readonly fanOut: FanOutService,
    private readonly outward: OutwardService,
  ) {}

  /** The same bytes, by the same id. Throws DeliveryNotFoundError or SubscriptionDisabledError. */
  async replay(id: string): Promise<Delivery> {
    const { subscriptionId } = await this.log.getDelivery(id);
    await this.enabled(subscriptionId);
    const now = new Date();
    await this.deliveries.replay({ id, subscriptionId }, now);
    await this.send(subscriptionId, now);
    return this.log.getDelivery(id);
  }

  /**
   * What the filter lets through; where it begins at a moment, also what was never sent, such as what was told before
   * the endpoint was there. Answers how many. Throws SubscriptionNotFoundError or SubscriptionDisabledError.
   */
  async replayAll(filter: DeliveryFilter): Promise<number> {
    const { subscriptionId, since, status } = filter;
    const endpoint = await this.enabled(subscriptionId);
    const now = new Date();
    const again = await this.deliveries.replay(filter, now);
    const missing = since && !status ? await this.addMissing(endpoint, filter, since) : 0;
    await this.send(subscriptionId, now);
    return again + missing;
  }

  /** Sends an event that tells of nothing. Throws SubscriptionNotFoundError or SubscriptionDisabledError. */
  async test(subscriptionId: string): Promise<Delivery> {
    const endpoint = await this.enabled(subscriptionId);
    const event = newEvent('subscription.test', { subscription_id: subscriptionId });
    await this.fanOut.tell([event], [endpoint]);
    await this.send(subscriptionId, new Date());
    return this.log.getDelivery(deliveryId(event.id, subscriptionId));
  }

  private async addMissing(endpoint: Subscription, filter: DeliveryFilter, since: Date): Promise<number> {
    let added = 0;
    let position: Position | { since: Date } = { since };
    for (;;) {
      const found = await this.events.findAfter(position, EVENTS_AT_ONCE);
      const asked = found.filter(
        ({ type, createdAt }) =>
          // A test is of the endpoint that it was sent to.
          type !== 'subscription.test' &&
          isAskedFor(endpoint.types, type) &&
          (filter.type === undefined || filter.type === type) &&
          (!filter.until || createdAt < filter.until),
      );
      added += await this.fanOut.addMissing(asked, endpoint.id);
      const last = found.at(-1);
      if (!last || found.length < EVENTS_AT_ONCE) return added;
      position = { createdAt: last.createdAt, id: last.id };
    }
  }

  private async send(subscriptionId: string, now: Date): Promise<void> {
    await this.fanOut.ring(subscriptionId, now);
    this.outward.send(subscriptionId);
  }

  private async enabled(id: string): Promise<Subscription> {
    const endpoint = await this.endpoints.get(id);
    if (endpoint.disabled) throw new SubscriptionDisabledError(id);
    return endpoint;
  }
}
