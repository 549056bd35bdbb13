/** What was read is kept for so many times what it took, and a second at least. */
const TIMES = 20;
const LEAST_MS = 1_000;

/** Reads seldom what is long to read, however often it is asked. */
export class Kept<T> {
  private kept?: { found: Promise<T>; until: number };

  constructor(
    private readonly read: () => Promise<T>,
    /** Milliseconds of a clock that does not step. */
    private readonly now: () => number,
  ) {}

  /** What was found, not older than a second, or than twenty times what it took. */
  async get(): Promise<T> {
    if (!this.kept || this.now() >= this.kept.until) this.kept = { found: this.take(), until: Infinity };
    return this.kept.found;
  }

  /** What is kept is not believed any more; a read that is under way is. */
  forget(): void {
    if (this.kept && this.kept.until !== Infinity) this.kept = undefined;
  }

  private async take(): Promise<T> {
    const from = this.now();
    try {
      const found = await this.read();
      if (this.kept) this.kept.until = from + Math.max(LEAST_MS, TIMES * (this.now() - from));
      return found;
    } catch (error) {
      this.kept = undefined;
      throw error;
    }
  }
}
