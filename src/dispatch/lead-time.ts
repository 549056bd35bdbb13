const FIRST_GUESS_MS = 25;
const LEAST_MS = 15;
const MOST_MS = 300;
/** Timers and answers are late now and then. */
const MARGIN_MS = 10;

/** How long before its slot a call's attempt is to be stored, by how long that took lately (as TCP guesses its time-out). */
export class LeadTime {
  private mean = FIRST_GUESS_MS;
  private deviation = 0;

  /** Notes how long it took once. */
  observe(ms: number): void {
    this.deviation += (Math.abs(ms - this.mean) - this.deviation) / 4;
    this.mean += (ms - this.mean) / 8;
  }

  get ms(): number {
    const enough = this.mean + 3 * this.deviation + MARGIN_MS;
    return Math.min(MOST_MS, Math.max(LEAST_MS, enough));
  }
}
