/** A count is kept for so many times what it took, and a second at least. */
const TIMES = 20;
const LEAST_MS = 1_000;

/** Counts seldom what is long to count, however often it is asked. */
export class KeptCount {
  private kept?: { count: Promise<number>; until: number };

  constructor(
    private readonly count: () => Promise<number>,
    /** Milliseconds of a clock that does not step. */
    private readonly now: () => number,
  ) {}

  /** The count, not older than a second, or than twenty times what it took. */
  async get(): Promise<number> {
    if (!this.kept || this.now() >= this.kept.until) this.kept = { count: this.take(), until: Infinity };
    return this.kept.count;
  }

  private async take(): Promise<number> {
    const from = this.now();
    try {
      const count = await this.count();
      this.keep(from + Math.max(LEAST_MS, TIMES * (this.now() - from)));
      return count;
    } catch (error) {
      this.kept = undefined;
      throw error;
    }
  }

  private keep(until: number): void {
    if (this.kept) this.kept.until = until;
  }
}
