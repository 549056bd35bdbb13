import type { Position } from '../../common/cursor.js';
import { Injectable } from '@nestjs/common';
import { EndpointSecretsService } from '../endpoint/endpoint-secrets.service.js';
import { EventsRepository } from '../events/events.repository.js';
import { DeliveryNotFoundError } from '../subscription.errors.js';
import { SubscriptionsService } from '../subscriptions.service.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { Delivery, DeliveryFilter } from './delivery.js';

export interface DeliveryList {
  pageSize: number;
  data: Delivery[];
  next: Position | null;
}

/** A delivery, and what is sent with it. */
export interface DeliveryDetails {
  delivery: Delivery;
  url: string;
  /** As it was at the last try; absent where the event is kept no more. */
  request?: { headers: Record<string, string>; body: string };
}

/** What is sent, and was sent, to endpoints. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly events: EventsRepository,
    private readonly endpoints: SubscriptionsService,
    private readonly secrets: EndpointSecretsService,
  ) {}

  /** Newest first. Throws SubscriptionNotFoundError. */
  async list(filter: DeliveryFilter, after: Position | null, pageSize: number): Promise<DeliveryList> {
    await this.endpoints.get(filter.subscriptionId);
    const found = await this.deliveries.list(filter, after, pageSize + 1);
    const data = found.slice(0, pageSize);
    const last = found.length > pageSize ? data.at(-1) : undefined;
    return { pageSize, data, next: last ? { createdAt: last.createdAt, id: last.id } : null };
  }

  /** Throws DeliveryNotFoundError. */
  async getDelivery(id: string): Promise<Delivery> {
    const delivery = await this.deliveries.find(id);
    if (!delivery) throw new DeliveryNotFoundError(id);
    return delivery;
  }

  /** Throws DeliveryNotFoundError. */
  async get(id: string): Promise<DeliveryDetails> {
    const delivery = await this.getDelivery(id);
    const endpoint = await this.endpoints.get(delivery.subscriptionId);
    const [event] = await this.events.findByIds([delivery.eventId]);
    if (!event) return { delivery, url: endpoint.url };
    const at = delivery.tries.at(-1)?.at ?? new Date();
    const headers = this.secrets.headersOf(endpoint, event.id, event.body, at);
    return { delivery, url: endpoint.url, request: { headers, body: event.body } };
  }
}
