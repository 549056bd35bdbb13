import { mayPass, type Sleep, waitOf } from './patience.js';

const COUNT_MS = 4_000;

/** Counts a while after it is asked to, once for all who asked meanwhile, and again where that failed. */
export class LateCount {
  private isCounting = false;

  constructor(
    private readonly count: () => Promise<void>,
    private readonly sleep: Sleep,
    private readonly end: AbortSignal,
  ) {}

  async ask(waitMs = COUNT_MS, tries = 1): Promise<void> {
    if (this.isCounting) return;
    this.isCounting = true;
    await this.sleep(waitMs, this.end);
    this.isCounting = false;
    if (this.end.aborted) return;
    try {
      await this.count();
    } catch (error) {
      if (mayPass(error)) void this.ask(Math.max(COUNT_MS, waitOf(error, tries)), tries + 1);
    }
  }
}
