/** How often each name came. Only the newest names are kept: beyond a limit the one that came first is forgotten. */
export class Counts {
  private readonly counts = new Map<string, number>();

  constructor(private readonly maxNames = 100_000) {}

  /** How often it has come, this time included. */
  next(name: string): number {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > this.maxNames && oldest !== undefined) this.counts.delete(oldest);
    return count;
  }

  clear(): void {
    this.counts.clear();
  }
}
