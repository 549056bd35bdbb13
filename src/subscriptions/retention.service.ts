import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { Recurring } from '../common/time/recurring.js';
import { Environment } from '../config/environment.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { EventsRepository } from './events/events.repository.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const AT_ONCE = 1_000;

/** Forgets each hour what was told long ago. Several instances may do so at once. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly recurring: Recurring;

  constructor(
    private readonly events: EventsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {
    this.recurring = new Recurring({
      clock,
      logger: new Logger('Subscriptions'),
      everyMs: HOUR_MS,
      what: 'Old events could not be forgotten',
      work: (stopping) => this.forgetOld(stopping),
    });
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  async forgetOld(stopping?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.wall() - this.environment.eventsKeptDays * DAY_MS);
    for (const kept of [this.deliveries, this.events])
      while (!stopping?.aborted && (await kept.removeBefore(before, AT_ONCE)) === AT_ONCE);
  }
}
