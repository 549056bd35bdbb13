import { Injectable } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/**
 * What follows where an endpoint is told of nothing any more: the others are told of that. It was noted with the end
 * itself, and whatever is done twice comes to the same.
 */
@Injectable()
export class DisablingService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly known: KnownSubscriptions,
    private readonly fanOut: FanOutService,
  ) {}

  /** Of all that were disabled. Answers which endpoints have something to be sent. */
  async announce(): Promise<string[]> {
    await this.known.refresh();
    const rung: string[] = [];
    for (const { id, disabled, telling } of this.known.untold) {
      // It may have been enabled again since.
      if (disabled) await this.deliveries.bury(id);
      if (!telling) continue;
      rung.push(...(await this.fanOut.tell([telling], this.known.enabled)));
      await this.subscriptions.settle(id, telling.id);
    }
    await this.known.refresh();
    return rung;
  }
}
