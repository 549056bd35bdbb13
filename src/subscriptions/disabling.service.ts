import { Injectable } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { newEvent } from './events/event.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import type { DisabledFor, Subscription } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Tells an endpoint of nothing any more, and the others of that. */
@Injectable()
export class DisablingService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly known: KnownSubscriptions,
    private readonly fanOut: FanOutService,
  ) {}

  async disable({ id, url }: Subscription, why: DisabledFor): Promise<void> {
    const at = new Date();
    await this.subscriptions.update(id, { disabled: { why, at } }, at);
    await this.deliveries.bury(id);
    await this.known.refresh();
    const data = { subscription_id: id, host: new URL(url).host, reason: why };
    await this.fanOut.tell([newEvent('subscription.disabled', data)], this.known.enabled);
  }
}
