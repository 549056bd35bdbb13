import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CallEventsService } from '../events/call-events.service.js';
import { LanesRepository } from '../lanes/lanes.repository.js';

/** How soon a ring is repeated first; twice as long after each failure. */
const PAUSE_MS = { least: 500, most: 30_000 };

/** Rings the lanes that could not be told of their calls, until each is, or the process ends. */
@Injectable()
export class MissedRingsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MissedRingsService.name);
  /** Each lane once, with the earliest time that it is to be rung for. */
  private readonly missed = new Map<string, Date>();
  private pauseMs = PAUSE_MS.least;
  private timer?: NodeJS.Timeout;
  private isRinging = false;
  private isOver = false;

  constructor(
    private readonly events: CallEventsService,
    private readonly lanes: LanesRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.events.onMissedRing(({ lane, dueAt }) => {
      this.keep(lane, dueAt);
      this.ringLater();
    });
  }

  /** What is left then is found when lanes are repaired. */
  beforeApplicationShutdown(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private keep(lane: string, at: Date): void {
    const known = this.missed.get(lane);
    this.missed.set(lane, known && known < at ? known : at);
  }

  private ringLater(): void {
    if (this.isOver || this.isRinging || this.timer || this.missed.size === 0) return;
    this.timer = setTimeout(() => void this.ringAll(), this.pauseMs).unref();
  }

  /** One after another, until one fails: the others would fail too. That one comes last the next time. */
  private async ringAll(): Promise<void> {
    this.timer = undefined;
    this.isRinging = true;
    const hasRung = await this.ringEach();
    this.isRinging = false;
    this.pauseMs = hasRung ? PAUSE_MS.least : Math.min(2 * this.pauseMs, PAUSE_MS.most);
    this.ringLater();
  }

  private async ringEach(): Promise<boolean> {
    for (const [lane, at] of this.missed) {
      this.missed.delete(lane);
      try {
        await this.lanes.ring(lane, at);
      } catch (error) {
        this.logger.warn(`${this.missed.size + 1} lanes could not be told of their calls: ${String(error)}`);
        this.keep(lane, at);
        return false;
      }
    }
    return true;
  }
}
