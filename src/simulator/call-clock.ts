/** Node's timers hold 31 bits of milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Nap {
  /** Of the real clock. */
  since: number;
  /** Simulated milliseconds from then on. */
  left: number;
  timer?: NodeJS.Timeout;
  wake: () => void;
}

/**
 * The time as one call lives it. It starts at the real time of the call's creation. What is simulated (ringing,
 * speech, silence) moves it by its whole length and takes that length divided by `speed`; what is real (waiting for
 * a web server's answer) moves it by what it took. So durations do not depend on the load of the machine, and the
 * dates of a new call are always near today's, at any speed.
 */
export class CallClock {
  private at: number;
  private nap: Nap | undefined;

  constructor(
    start: Date,
    private factor: number,
  ) {
    this.at = start.getTime();
  }

  /** Its factor; a call that waits for a person lives at 1. */
  get speed(): number {
    return this.factor;
  }

  /** From now on, also for what is being waited for. */
  set speed(factor: number) {
    const { nap } = this;
    if (nap) this.move(nap, this.napped());
    this.factor = factor;
    if (nap) this.schedule(nap);
  }

  now(): Date {
    return new Date(this.at + this.napped());
  }

  /** A second clock that goes on by itself from this one's present. */
  fork(speed = this.factor): CallClock {
    return new CallClock(this.now(), speed);
  }

  /** Lets simulated milliseconds pass; an aborted signal ends the wait early, and is no error here. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        clearTimeout(nap.timer);
        this.move(nap, this.napped());
        this.nap = undefined;
        resolve();
      };
      const nap: Nap = { since: performance.now(), left: ms, wake };
      this.nap = nap;
      signal?.addEventListener('abort', wake);
      this.schedule(nap);
    });
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
  private schedule(nap: Nap): void {
    clearTimeout(nap.timer);
    const realMs = Math.min(nap.left / this.factor, LONGEST_TIMER_MS);
    const end = (): void => {
      this.move(nap, Math.min(nap.left, realMs * this.factor));
      if (nap.left > 0.001) this.schedule(nap);
      else nap.wake();
    };
    nap.timer = setTimeout(end, realMs).unref();
  }

  private move(nap: Nap, ms: number): void {
    this.at += ms;
    nap.left -= ms;
    nap.since = performance.now();
  }

  private napped(): number {
    if (!this.nap) return 0;
    return Math.min(this.nap.left, (performance.now() - this.nap.since) * this.factor);
  }
}
