/** Keeps a probe's answer for a while; callers that come while it runs wait for the same run. */
export class CachedProbe {
  private answer?: Promise<boolean>;
  private expiresAt = 0;

  constructor(
    private readonly probe: () => Promise<boolean>,
    private readonly keepMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  ask(): Promise<boolean> {
    if (this.answer && this.now() < this.expiresAt) return this.answer;
    this.expiresAt = Infinity;
    this.answer = this.probe().finally(() => {
      this.expiresAt = this.now() + this.keepMs;
    });
    return this.answer;
  }
}
