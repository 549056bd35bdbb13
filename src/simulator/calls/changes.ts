const MAX_WAITING = 64;
/** What happens in this time is told together. */
const GATHERING_MS = 60;

/** Counts what changes, and wakes who waits for the next change. */
export class Changes {
  /** Not from 0: who waited for another simulator is to see that this one is new. */
  private count = Date.now();
  private readonly waiting = new Set<() => void>();

  get version(): number {
    return this.count;
  }

  ring(): void {
    this.count += 1;
    for (const wake of this.waiting) setTimeout(wake, GATHERING_MS).unref();
    this.waiting.clear();
  }

  /** Resolves when the version is another, in the end after `ms` anyhow. False: too many wait already. */
  async after(version: number, ms: number, signal: AbortSignal): Promise<boolean> {
    if (version !== this.count || ms <= 0 || signal.aborted) return true;
    if (this.waiting.size >= MAX_WAITING) return false;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms).unref();
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
    return true;
  }
}
