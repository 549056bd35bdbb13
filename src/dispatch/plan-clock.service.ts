import { Injectable } from '@nestjs/common';
import { Clock } from './clock.service.js';

const MOST_AGE_MS = 500;

/**
 * The time that plans are read by: the median of this host's clock, the database's, and what was told last and has gone
 * on since. One of them may step, and nobody is called at a wrong time for it. Until the database's is known, the host's.
 */
@Injectable()
export class PlanClock {
  private told?: { at: number; monotonic: number };
  private server?: { at: number; monotonic: number };

  constructor(private readonly clock: Clock) {}

  /** The database's clock, as it was just told; when it was asked. An answer that was long on its way tells no time. */
  observe(now: Date, askedAt: number): void {
    const monotonic = this.clock.monotonic();
    if (monotonic - askedAt <= MOST_AGE_MS) this.server = { at: now.getTime(), monotonic };
  }

  now(): Date {
    const { clock, server } = this;
    const monotonic = clock.monotonic();
    const gone = (since: { at: number; monotonic: number }): number => since.at + monotonic - since.monotonic;
    // What this host alone has told is no second voice for its clock.
    if (!server) return new Date(clock.wall());
    const byServer = gone(server);
    const times = [clock.wall(), byServer, this.told ? gone(this.told) : byServer];
    const [, at = 0] = times.sort((a, b) => a - b);
    this.told = { at, monotonic };
    return new Date(at);
  }
}
