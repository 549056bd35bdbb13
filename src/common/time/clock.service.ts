import { Injectable } from '@nestjs/common';
import type { Instant } from '../instant.js';

/** Time as this process has it. */
@Injectable()
export class Clock {
  /** Milliseconds since some moment. It never steps. */
  monotonic(): number {
    return performance.now();
  }

  /** Milliseconds since 1970. It may step. */
  wall(): number {
    return Date.now();
  }

  /** Both of them. */
  now(): Instant {
    return { monotonic: this.monotonic(), wall: this.wall() };
  }

  /** Ends with the work, or after so long, while the work goes on; fails as it does. */
  async atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    await Promise.race([work, this.sleep(ms, done.signal)]).finally(() => done.abort());
  }

  /** Ends early, without failing, when the signal is aborted. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (!(ms > 0) || signal?.aborted) return;
    // Not by timers/promises: each sleep that is ended would make an error, which costs more than the sleep.
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end);
    });
  }
}
