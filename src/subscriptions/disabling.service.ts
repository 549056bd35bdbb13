import { Injectable } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** One that has failed for days may have very many waiting. */
const BURIED_AT_ONCE = 1_000;

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
      if (!telling) continue;
      rung.push(...(await this.fanOut.tell([telling], this.known.enabled)));
      // It may have been enabled again since: what is newer than its end is not to be forgotten.
      if (disabled) while ((await this.deliveries.bury(id, disabled.at, BURIED_AT_ONCE)) > 0);
      await this.subscriptions.settle(id, telling.id);
    }
    await this.known.refresh();
    return rung;
  }
}
