import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { Clock } from '../common/time/clock.service.js';
import { CountingService } from './counting.service.js';

/** How soon after a change it is counted; how long after the last look another instance's are looked for. */
const LOOK_MS = { soon: 1_000, least: 60_000 };
/** How long the end of Atlas waits for what is being counted. */
const LAST_LOOK_MS = 1_000;
/** Of the time at most this part is spent on counting, however many calls change. */
const SHARE = 1 / 10;

/** Counts what changes in this process soon, and what other processes have left some time later. */
@Injectable()
export class CountingWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Analytics');
  private readonly stopping = new AbortController();
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private unsubscribe?: () => void;
  private hasNews = false;
  /** No look before this moment, in milliseconds of `performance.now()`. */
  private notBefore = 0;

  constructor(
    private readonly events: CallEventsService,
    private readonly counting: CountingService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.events.subscribe(() => this.onChange());
    this.lookIn(LOOK_MS.soon);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    clearTimeout(this.timer);
    this.stopping.abort();
    // A database that is away would hold the end up; what is not counted stays marked so.
    await this.clock.atMost(LAST_LOOK_MS, this.looking ?? Promise.resolve());
  }

  private onChange(): void {
    if (this.hasNews) return;
    this.hasNews = true;
    if (!this.looking) this.lookIn(Math.max(LOOK_MS.soon, this.notBefore - performance.now()));
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, ms).unref();
  }

  private async look(): Promise<void> {
    this.hasNews = false;
    const from = performance.now();
    try {
      await this.counting.catchUp(this.stopping.signal);
    } catch (error) {
      // What was not counted is still marked so.
      if (!this.stopping.signal.aborted) this.logger.warn(`Calls could not be counted: ${String(error)}`);
    }
    const tookMs = performance.now() - from;
    this.notBefore = from + tookMs / SHARE;
    this.looking = undefined;
    this.lookIn(this.hasNews ? Math.max(LOOK_MS.soon, tookMs / SHARE) : LOOK_MS.least);
  }
}
