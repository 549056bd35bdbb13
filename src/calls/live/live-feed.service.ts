import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type ChangeMark, type LiveListener, OVERLAP_MS } from './change-mark.js';
import { ChangeMarksRepository } from './change-marks.repository.js';
import { ChangeWindow } from './change-window.js';
import { Elsewhere } from './elsewhere.js';

const LEAST_BETWEEN_LOOKS_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;
/** Calls that one look finds at most. */
const MOST_AT_ONCE = 2_000;

/** Finds the changes of all instances for all who listen here, with one query a second at most; with none while nobody listens. */
@Injectable()
export class LiveFeedService implements OnModuleDestroy {
  private readonly logger = new Logger('Live');
  private readonly listeners = new Set<LiveListener>();
  private window = new ChangeWindow(0);
  private begun?: Promise<AbortController>;

  constructor(
    private readonly marks: ChangeMarksRepository,
    private readonly events: CallEventsService,
    private readonly elsewhere: Elsewhere,
    private readonly clock: Clock,
  ) {}

  /** The place in the changes up to which those who listen were told. */
  get cursor(): number {
    return this.window.newest;
  }

  /** From now on the listener hears of each change. Answers how to leave. Fails where the database does not answer. */
  async join(listener: LiveListener): Promise<() => void> {
    this.listeners.add(listener);
    const leave = (): void => this.leave(listener);
    this.begun ??= this.begin();
    const { begun } = this;
    try {
      await begun;
    } catch (error) {
      if (this.begun === begun) delete this.begun;
      leave();
      throw error;
    }
    return leave;
  }

  /** The calls that have changed since a place in the changes; null where they are too many, or nobody here was ever there. */
  async findSince(cursor: number): Promise<ChangeMark[] | null> {
    // By a clock that was set back since, or another database's.
    if (cursor > this.cursor + OVERLAP_MS) return null;
    const found = await this.marks.findSince(cursor - OVERLAP_MS, MOST_AT_ONCE + 1);
    return found.length > MOST_AT_ONCE ? null : found;
  }

  onModuleDestroy(): void {
    for (const listener of this.listeners) this.leave(listener);
  }

  private leave(listener: LiveListener): void {
    if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
    const { begun } = this;
    delete this.begun;
    begun?.then((end) => end.abort()).catch(() => undefined);
  }

  private async begin(): Promise<AbortController> {
    this.window = new ChangeWindow(await this.marks.newest());
    const end = new AbortController();
    void this.run(end.signal);
    return end;
  }

  private async run(end: AbortSignal): Promise<void> {
    const bell = new Bell();
    end.addEventListener('abort', () => bell.ring(), { once: true });
    const forget = this.events.subscribe(() => bell.ring());
    const watch = await this.elsewhere.watch(() => bell.ring());
    while (!end.aborted) {
      const rested = await this.lookOnce();
      await this.clock.sleep(rested, end);
      if (!end.aborted && rested === LEAST_BETWEEN_LOOKS_MS)
        await this.waitFor(bell, watch.lookEachMs - rested);
    }
    forget();
    await watch.stop().catch(() => undefined);
  }

  /** Answers for how long not to look again. */
  private async lookOnce(): Promise<number> {
    try {
      this.look(await this.marks.findSince(this.window.from, MOST_AT_ONCE));
      return LEAST_BETWEEN_LOOKS_MS;
    } catch (error) {
      this.logger.warn('Changes could not be looked up: again soon', error);
      return AFTER_FAILURE_MS;
    }
  }

  private look(found: ChangeMark[]): void {
    const { news, isStuck } = this.window.add(found, found.length >= MOST_AT_ONCE);
    for (const listener of this.listeners) {
      if (news.length > 0) listener.take(news);
      if (isStuck) listener.reset(this.cursor);
    }
  }

  private async waitFor(bell: Bell, ms: number): Promise<void> {
    if (this.window.isBehind || bell.takeRing()) return;
    const rung = new AbortController();
    bell.next = (): void => rung.abort();
    await this.clock.sleep(ms, rung.signal);
    bell.takeRing();
  }
}

/** Remembers that it rang until somebody looks. */
class Bell {
  next: () => void = () => undefined;
  private hasRung = false;

  ring(): void {
    this.hasRung = true;
    this.next();
  }

  takeRing(): boolean {
    const { hasRung } = this;
    this.hasRung = false;
    return hasRung;
  }
}
