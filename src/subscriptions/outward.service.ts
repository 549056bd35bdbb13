import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { Interest } from '../calls/events/interest.service.js';
import { Clock } from '../common/time/clock.service.js';
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
  private readonly stopping = new AbortController();
  private readonly sending = new Map<string, Promise<void>>();
  private wake = new AbortController();
  private isNews = false;
  private leftoversAt = -Infinity;
  private going: Promise<void> = Promise.resolve();
  private unsubscribe?: () => void;

  constructor(
    private readonly changes: CallEventsService,
    private readonly interest: Interest,
    private readonly known: KnownSubscriptions,
    private readonly relay: RelayService,
    private readonly delivering: DeliveringService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.changes.subscribe(() => {
      if (this.interest.isThere) this.ring();
    });
    this.going = this.goOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    this.stopping.abort();
    this.wake.abort();
    const all = Promise.all([this.going, ...this.sending.values()]);
    await this.clock.atMost(LAST_SENDS_MS, all);
  }

  /** There is something to be told, or an endpoint to be sent to. */
  ring(): void {
    this.isNews = true;
    this.wake.abort();
  }

  private async goOn(): Promise<void> {
    let lookedAt = -Infinity;
    while (!this.stopping.signal.aborted) {
      const now = this.clock.monotonic();
      // Whoever has news and has not looked lately does not know whether anybody is to hear it.
      const isTime = now - lookedAt >= (this.isNews ? LOOK_MS.endpoints : this.eachMs);
      if (isTime) lookedAt = now;
      await this.look(isTime);
      await this.rest(lookedAt + this.eachMs - this.clock.monotonic());
    }
  }

  private get eachMs(): number {
    return this.known.isAny || !this.known.isRead ? LOOK_MS.endpoints : LOOK_MS.leftovers;
  }

  /** Until it is time, or there is news; what happens at about the same time is told together. */
  private async rest(ms: number): Promise<void> {
    if (!this.isNews) await this.clock.sleep(ms, this.wake.signal);
    this.wake = new AbortController();
    if (this.isNews) await this.clock.sleep(LOOK_MS.soon, this.stopping.signal);
  }

  private async look(isTime: boolean): Promise<void> {
    const isNews = this.isNews;
    this.isNews = false;
    try {
      if (isTime) await this.known.refresh();
      if (isNews || this.isTimeForLeftovers()) await this.tell();
      if (isTime) this.sendWhatIsDue();
    } catch (error) {
      // What is not told is still marked so, and what is not sent still due.
      if (!this.stopping.signal.aborted) this.logger.warn(`Events could not be told: ${String(error)}`);
    }
  }

  /** What is left is told at the next look, so that nobody waits for all of it. */
  private async tell(): Promise<void> {
    const { rung, isMore } = await this.relay.tellSome();
    for (const id of rung) this.send(id);
    this.isNews ||= isMore;
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

  /** Sends what is due to one endpoint, whose way is its own: a slow one keeps no other waiting. */
  send(id: string): void {
    if (this.sending.has(id) || this.stopping.signal.aborted) return;
    const sent = this.delivering
      .deliver(id, this.stopping.signal)
      .catch((error: unknown) =>
        this.logger.warn(`Subscription ${id} could not be sent to: ${String(error)}`),
      )
      .finally(() => this.sending.delete(id));
    this.sending.set(id, sent);
  }
}
