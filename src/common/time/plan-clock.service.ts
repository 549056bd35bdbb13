import { Injectable } from '@nestjs/common';
import { Clock } from './clock.service.js';

const MOST_AGE_MS = 500;

/** A time, and when it was told by the clock that does not step. */
interface Told {
  at: number;
  monotonic: number;
}

/** The time that has come of it. */
const gone = (told: Told, monotonic: number): number => told.at + monotonic - told.monotonic;

/**
 * The time that plans are read by: the median of this host's clock, the database's, and what was told last and has gone
 * on since. One of them may step, and nobody is called at a wrong time for it. Until the database's is known, the host's.
 */
@Injectable()
export class PlanClock {
  private told?: Told;
  private server?: Told;

  constructor(private readonly clock: Clock) {}

  /** The database's clock, as it was just told; when it was asked. An answer that was long on its way tells no more than that. */
  observe(now: Date, askedAt: number): void {
    const monotonic = this.clock.monotonic();
    const at = now.getTime();
    const ageMs = monotonic - askedAt;
    const isNews = this.server !== undefined && Math.abs(gone(this.server, monotonic) - at) > ageMs;
    if (ageMs <= MOST_AGE_MS || isNews) this.server = { at, monotonic };
  }

  /** The database's clock alone; null until it is known. */
  byDatabase(): Date | null {
    return this.server ? new Date(gone(this.server, this.clock.monotonic())) : null;
  }

  now(): Date {
    const { clock, server } = this;
    const monotonic = clock.monotonic();
    // What this host alone has told is no second voice for its clock.
    if (!server) return new Date(clock.wall());
    const byServer = gone(server, monotonic);
    const times = [clock.wall(), byServer, this.told ? gone(this.told, monotonic) : byServer];
    const [, at = 0] = times.sort((a, b) => a - b);
    this.told = { at, monotonic };
    return new Date(at);
  }
}
