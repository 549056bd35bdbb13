import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { Interest } from '../calls/events/interest.service.js';
import { Clock } from '../common/time/clock.service.js';
import { Recurring } from '../common/time/recurring.js';
import { DeliveringService } from './deliveries/delivering.service.js';
import { isPaused } from './deliveries/patience.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import { RelayService } from './relay.service.js';

/**
 * How soon after a change it is told, how often endpoints are looked at where there are any, and how often where there
 * are none, or what other instances have left.
 */
const LOOK_MS = { soon: 100, endpoints: 5_000, leftovers: 30_000 };
/** How long the end of Atlas waits for what is being sent. */
const LAST_SENDS_MS = 2_000;

/** Has what happens in this process told soon, and what other processes have left some time later. */
@Injectable()
export class OutwardService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Subscriptions');
  private readonly recurring: Recurring;
  private readonly stopping = new AbortController();
  private readonly underWay = new Map<string, Promise<void>>();
  private isNews = false;
  private lookedAt = -Infinity;
  private leftoversAt = -Infinity;
  private unsubscribe?: () => void;

  constructor(
    private readonly changes: CallEventsService,
    private readonly interest: Interest,
    private readonly known: KnownSubscriptions,
    private readonly relay: RelayService,
    private readonly delivering: DeliveringService,
    private readonly clock: Clock,
  ) {
    this.recurring = new Recurring({
      clock,
      logger: this.logger,
      everyMs: () => this.lookedAt + this.eachMs - clock.monotonic(),
      // What is not told is still marked so, and what is not sent still due.
      what: 'Events could not be told',
      work: (stopping) => this.look(stopping),
    });
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.changes.subscribe(() => {
      if (this.interest.isThere) this.ring();
    });
    this.recurring.start(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    this.stopping.abort();
    const sent = this.clock.atMost(LAST_SENDS_MS, Promise.all(this.underWay.values()));
    await Promise.all([this.recurring.stop(), sent]);
  }

  /** There is something to be told. */
  private ring(): void {
    if (this.isNews) return;
    this.isNews = true;
    this.recurring.wake();
  }

  private get eachMs(): number {
    return this.known.isAny || !this.known.isRead ? LOOK_MS.endpoints : LOOK_MS.leftovers;
  }

  private async look(stopping: AbortSignal): Promise<void> {
    // What happens at about the same time is told together.
    if (this.isNews) await this.clock.sleep(LOOK_MS.soon, stopping);
    if (stopping.aborted) return;
    const isNews = this.isNews;
    this.isNews = false;
    const now = this.clock.monotonic();
    // Whoever has news and has not looked lately does not know whether anybody is to hear it.
    const isTime = now - this.lookedAt >= (isNews ? LOOK_MS.endpoints : this.eachMs);
    if (isTime) {
      this.lookedAt = now;
      await this.known.refresh();
    }
    if (isNews || this.isTimeForLeftovers()) await this.tell();
    if (!isTime) return;
    this.announce();
    this.sendWhatIsDue();
  }

  /** What is left is told at the next look, so that nobody waits for all of it. */
  private async tell(): Promise<void> {
    const { rung, isMore } = await this.relay.tellSome();
    for (const id of rung) this.send(id);
    if (isMore) this.ring();
  }

  private isTimeForLeftovers(): boolean {
    const now = this.clock.monotonic();
    if (now - this.leftoversAt < LOOK_MS.leftovers) return false;
    this.leftoversAt = now;
    return true;
  }

  private sendWhatIsDue(): void {
    const now = new Date(this.clock.wall());
    for (const { id, nextDueAt, health } of this.known.enabled)
      if (nextDueAt && nextDueAt <= now && !isPaused(health, now)) this.send(id);
  }

  /** Tells the others of endpoints that were disabled. However long that takes, or fails, calls are told of. */
  private announce(): void {
    const announced = async (): Promise<void> => {
      for (const id of await this.relay.announce()) this.send(id);
    };
    this.begin('announcing', announced, 'That subscriptions are disabled could not be told');
  }

  /** Sends what is due to one endpoint. */
  send(id: string): void {
    const sent = (): Promise<void> => this.delivering.deliver(id, this.stopping.signal);
    this.begin(id, sent, `Subscription ${id} could not be sent to`);
  }

  /** Each has a way of its own, once at a time: a slow one keeps no other waiting. */
  private begin(name: string, work: () => Promise<void>, failed: string): void {
    if (this.underWay.has(name) || this.stopping.signal.aborted) return;
    const done = work()
      .catch((error: unknown) => this.logger.warn(`${failed}: ${String(error)}`))
      .finally(() => this.underWay.delete(name));
    this.underWay.set(name, done);
  }
}
