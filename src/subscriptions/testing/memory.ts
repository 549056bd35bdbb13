import type { DeliveriesRepository } from '../deliveries/deliveries.repository.js';
import type { EventsRepository } from '../events/events.repository.js';
import type { SubscriptionsRepository } from '../subscriptions.repository.js';
import { DeliveriesMemoryRepository } from './deliveries.memory.repository.js';
import { EventsMemoryRepository } from './events.memory.repository.js';
import { SubscriptionsMemoryRepository } from './subscriptions.memory.repository.js';

/** Where the room keeps what it knows. */
export interface Repositories {
  subscriptions: SubscriptionsRepository;
  deliveries: DeliveriesRepository;
  events: EventsRepository;
}

export const openMemory = (time?: () => number): Repositories => ({
  subscriptions: new SubscriptionsMemoryRepository(),
  deliveries: new DeliveriesMemoryRepository(),
  events: new EventsMemoryRepository(time),
});
