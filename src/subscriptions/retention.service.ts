import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { EventsRepository } from './events/events.repository.js';

const DAY_MS = 86_400_000;
const EACH_MS = 3_600_000;
const AT_ONCE = 1_000;

/** Forgets what was told long ago. Several instances may do so at once. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Subscriptions');
  private readonly stopping = new AbortController();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly events: EventsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forgetOld(), EACH_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.stopping.abort();
  }

  /** Never fails: what is left is forgotten an hour later. */
  async forgetOld(now = new Date()): Promise<void> {
    const before = new Date(now.getTime() - this.environment.eventsKeptDays * DAY_MS);
    try {
      await this.forget((most) => this.deliveries.removeBefore(before, most));
      await this.forget((most) => this.events.removeBefore(before, most));
    } catch (error) {
      this.logger.warn(`Old events could not be forgotten: ${String(error)}`);
    }
  }

  private async forget(some: (most: number) => Promise<number>): Promise<void> {
    while (!this.stopping.signal.aborted) if ((await some(AT_ONCE)) < AT_ONCE) return;
  }
}
