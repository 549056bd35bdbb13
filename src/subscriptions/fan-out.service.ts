import { Injectable } from '@nestjs/common';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { type Delivery, deliveryId } from './deliveries/delivery.js';
import type { Event, NewEvent } from './events/event.js';
import { isAskedFor } from './events/event-types.js';
import { EventsRepository } from './events/events.repository.js';
import type { Subscription } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** So many deliveries are written at once, and held in memory. */
const AT_ONCE = 1_000;

type Endpoint = Pick<Subscription, 'id' | 'types'>;

/** A delivery of the event that is due now. */
const newDelivery = (event: NewEvent, subscriptionId: string, now: Date): Delivery => ({
  id: deliveryId(event.id, subscriptionId),
  eventId: event.id,
  subscriptionId,
  type: event.type,
  ...(event.callId !== undefined && { callId: event.callId }),
  createdAt: now,
  status: 'pending',
  failures: 0,
  dueAt: now,
  tries: [],
});

function* deliveriesOf(events: NewEvent[], endpoints: readonly Endpoint[], now: Date): Generator<Delivery> {
  for (const event of events)
    for (const { id, types } of endpoints)
      if (event.type === 'subscription.test' || isAskedFor(types, event.type))
        yield newDelivery(event, id, now);
}

/** Writes down events, and what each endpoint is to be sent of them. Whatever is done twice comes to the same. */
@Injectable()
export class FanOutService {
  constructor(
    private readonly events: EventsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  /** Answers which endpoints have something to be sent. */
  async tell(events: NewEvent[], endpoints: readonly Endpoint[]): Promise<string[]> {
    if (events.length === 0) return [];
    const now = new Date();
    await this.events.add(events);
    const rung = new Set<string>();
    let some: Delivery[] = [];
    for (const delivery of deliveriesOf(events, endpoints, now)) {
      rung.add(delivery.subscriptionId);
      some.push(delivery);
      if (some.length < AT_ONCE) continue;
      await this.deliveries.add(some);
      some = [];
    }
    await this.deliveries.add(some);
    await this.subscriptions.ring([...rung], now);
    return [...rung];
  }

  /** Has an endpoint sent those of these that it never was; answers how many. */
  addMissing(events: Event[], subscriptionId: string): Promise<number> {
    const now = new Date();
    return this.deliveries.add(events.map((event) => newDelivery(event, subscriptionId, now)));
  }

  /** Something of an endpoint is due; whoever asks for that knows that it is to be tried at once, paused or not. */
  ring(id: string, dueAt: Date): Promise<void> {
    return this.subscriptions.ring([id], dueAt, true);
  }
}
