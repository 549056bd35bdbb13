import type { Logger } from '@nestjs/common';
import type { Clock } from './clock.service.js';

/** A stop does not wait longer for what is being done. */
const LAST_MS = 1_000;

/** What is done again and again. */
export interface RecurringWork {
  clock: Clock;
  logger: Logger;
  /** How long after it was done, which may be another time each time. */
  everyMs: number | (() => number);
  /** In words, for the log: what could not be done. */
  what: string;
  work: (stopping: AbortSignal) => Promise<void>;
}

/** Does some work from time to time, one at a time, and sooner where it is woken. What failed is tried again the next time. */
export class Recurring {
  private readonly stopping = new AbortController();
  private bell = new AbortController();
  private running?: Promise<void>;

  constructor(private readonly recurring: RecurringWork) {}

  start(firstMs = this.restMs): void {
    this.running ??= this.run(firstMs);
  }

  /** Does not wait for its time. */
  wake(): void {
    this.bell.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.recurring.clock.atMost(LAST_MS, this.running ?? Promise.resolve());
  }

  private get restMs(): number {
    const { everyMs } = this.recurring;
    return typeof everyMs === 'number' ? everyMs : everyMs();
  }

  private async run(firstMs: number): Promise<void> {
    const { clock, logger, what, work } = this.recurring;
    const { signal } = this.stopping;
    for (let ms = firstMs; ; ms = this.restMs) {
      await clock.sleep(ms, AbortSignal.any([signal, this.bell.signal]));
      if (signal.aborted) return;
      this.bell = new AbortController();
      await work(signal).catch((error: unknown) => {
        if (!signal.aborted) logger.warn(`${what}: ${String(error)}`);
      });
    }
  }
}
