const FIRST_GUESS_MS = 40;
const LEAST_MS = 15;
const MOST_MS = 350;
/** One in so many may take longer. */
const MISSES_ONE_IN = 250;
/** What one that took longer adds; all that took less take as much away again, between two of them. */
const RISE = 1.3;
const FALL = RISE ** (-1 / MISSES_ONE_IN);

/** How long before its slot a call is to be prepared so that hardly any is late: follows a quantile of how long that took lately. */
export class LeadTime {
  private enoughMs = FIRST_GUESS_MS;

  /** Notes how long it took once. */
  observe(ms: number): void {
    const next = this.enoughMs * (ms > this.enoughMs ? RISE : FALL);
    this.enoughMs = Math.min(MOST_MS, Math.max(LEAST_MS, next));
  }

  get ms(): number {
    return this.enoughMs;
  }
}
