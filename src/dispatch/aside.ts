/** Who has stepped aside leads again in this time only where no other instance does. */
const ASIDE_MS = 60_000;

/** That an instance leaves it to others to lead. Times are of a clock that does not step. */
export class Aside {
  /** Whether it does, since it led last. */
  isNow = false;
  private until = -Infinity;

  step(now: number): void {
    this.isNow = true;
    this.until = now + ASIDE_MS;
  }

  /** Whether it did so in the last minute. */
  wasLately(now: number): boolean {
    return now < this.until;
  }
}
