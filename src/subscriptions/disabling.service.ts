import { Injectable } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { newEvent } from './events/event.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import type { DisabledFor, Subscription } from './subscription.js';

/** What follows where an endpoint is told of nothing any more: the others are told of that. */
@Injectable()
export class DisablingService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly known: KnownSubscriptions,
    private readonly fanOut: FanOutService,
  ) {}

  async announce({ id, url }: Subscription, why: DisabledFor): Promise<void> {
    await this.deliveries.bury(id);
    await this.known.refresh();
    const data = { subscription_id: id, host: new URL(url).host, reason: why };
    await this.fanOut.tell([newEvent('subscription.disabled', data)], this.known.enabled);
  }
}
