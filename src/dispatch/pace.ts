/** A little more than the second that the limit is said of: what is written evenly may arrive unevenly. */
const WINDOW_MS = 1_020;

/** When the next request to dial may be written. Times are milliseconds of a clock that does not step. */
export class Pace {
  private readonly burst: number;
  private readonly windowMs: number;
  /** From one request to the next where they are written evenly. */
  readonly evenMs: number;
  private readonly sent: number[] = [];
  private notBefore = -Infinity;

  /** `limit` calls a second, of which the whole ones fit into any second; below 1 it is one call each `1 / limit` seconds. */
  constructor(limit: number) {
    this.burst = Math.max(1, Math.floor(limit));
    this.windowMs = WINDOW_MS * Math.max(1, 1 / limit);
    this.evenMs = this.windowMs / this.burst;
  }

  /** So many requests fill a window; no two of them are nearer to each other than half an even distance. */
  next(): number {
    const last = this.sent.at(-1) ?? -Infinity;
    const oldest = this.sent.length < this.burst ? -Infinity : (this.sent[0] ?? -Infinity);
    return Math.max(this.notBefore, oldest + this.windowMs, last + this.evenMs / 2);
  }

  /** A request is written now. */
  note(now: number): void {
    this.sent.push(now);
    if (this.sent.length > this.burst) this.sent.shift();
  }

  /** Nothing is written before. */
  hold(until: number): void {
    this.notBefore = Math.max(this.notBefore, until);
  }
}
