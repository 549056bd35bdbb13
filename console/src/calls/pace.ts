import { mayPass, type Sleep, waitOf } from './patience.js';

/** How long is waited before the next reading: longer after each failure. */
export class Pace {
  /** Atlas refused, which does not pass by itself. */
  isRefused = false;
  private failures = 0;
  private waitMs: number;
  private nap = new AbortController();

  constructor(
    private readonly shortestMs: number,
    private readonly sleep: Sleep,
  ) {
    this.waitMs = shortestMs;
  }

  async wait(): Promise<void> {
    this.nap = new AbortController();
    await this.sleep(this.waitMs, this.nap.signal);
  }

  fail(error: unknown): void {
    this.failures += 1;
    this.isRefused = !mayPass(error);
    this.waitMs = Math.max(this.shortestMs, waitOf(error, this.failures));
  }

  succeed(): void {
    const wasSlow = this.failures > 0;
    this.failures = 0;
    this.isRefused = false;
    this.waitMs = this.shortestMs;
    if (wasSlow) this.wake();
  }

  wake(): void {
    this.nap.abort();
  }
}
