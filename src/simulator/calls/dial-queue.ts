/** Hands out the moments at which calls are dialled: evenly spaced, at most `callsPerSecond` of them a second. */
export class DialQueue {
  private nextAt = -Infinity;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Simulated milliseconds that a call placed now waits. `speed` is that of the simulator's time. */
  take(callsPerSecond: number, speed: number): number {
    const now = this.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / callsPerSecond / speed;
    return (at - now) * speed;
  }

  reset(): void {
    this.nextAt = -Infinity;
  }
}
