import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { RetentionService } from '../retention/retention.service.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { EventsRepository } from './events/events.repository.js';

const AT_ONCE = 1_000;

/** Has what was told long ago forgotten, and what came of it. */
@Injectable()
export class SubscriptionsRetentionService implements OnModuleInit {
  constructor(
    private readonly events: EventsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly retention: RetentionService,
    private readonly settings: Environment,
  ) {}

  onModuleInit(): void {
    this.retain('deliveries', this.deliveries);
    this.retain('events', this.events);
  }

  private retain(what: string, kept: DeliveriesRepository | EventsRepository): void {
    this.retention.retain({
      ...{ what, days: this.settings.eventsKeptDays, atOnce: AT_ONCE },
      find: (before, skip, limit) => kept.findOlder(before, skip, limit),
      remove: (ids) => kept.removeAll(ids),
    });
  }
}
