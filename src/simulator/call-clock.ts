import { setTimeout as after } from 'node:timers/promises';

/** Node's timers hold 31 bits of milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The time as one call lives it. It starts at the real time of the call's creation. What is simulated (ringing,
 * speech, silence) moves it by its whole length and takes that length divided by `speed`; what is real (waiting for
 * a web server's answer) moves it by what it took. So durations do not depend on the load of the machine, and the
 * dates of a new call are always near today's, at any speed.
 */
export class CallClock {
  private at: number;
  private nap: { since: number; length: number } | undefined;

  constructor(
    start: Date,
    /** Its factor; a call that waits for a person lives at 1. */
    public speed: number,
  ) {
    this.at = start.getTime();
  }

  now(): Date {
    return new Date(this.at + this.napped());
  }

  /** A second clock that goes on by itself from this one's present. */
  fork(): CallClock {
    return new CallClock(this.now(), this.speed);
  }

  /** Lets simulated milliseconds pass; an aborted signal ends the wait early, and is no error here. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return;
    this.nap = { since: performance.now(), length: ms };
    const whole = await this.pass(ms / this.speed, signal);
    this.at += whole ? ms : this.napped();
    this.nap = undefined;
  }

  /** Waits for real work, and moves by the real time that it took. */
  async spend<T>(work: Promise<T>): Promise<T> {
    const since = performance.now();
    try {
      return await work;
    } finally {
      this.at += performance.now() - since;
    }
  }

  /** No timer keeps the process running: the listener does. */
  private async pass(realMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    for (let left = realMs; left > 0; left -= LONGEST_TIMER_MS) {
      try {
        await after(Math.min(left, LONGEST_TIMER_MS), undefined, { signal, ref: false });
      } catch (error) {
        if (signal?.aborted) return false;
        throw error;
      }
    }
    return true;
  }

  private napped(): number {
    if (!this.nap) return 0;
    return Math.min(this.nap.length, (performance.now() - this.nap.since) * this.speed);
  }
}
