import { FakeClock } from './fake-clock.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that passes only when it is told to: who sleeps is woken in turn. */
export class ManualClock extends FakeClock {
  private readonly sleepers = new Map<() => void, number>();

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.set(wake, this.monotonic() + ms);
      signal?.addEventListener('abort', wake);
    });
  }

  /** Lets so much time pass, and do all that is done in it. */
  async run(ms: number): Promise<void> {
    const until = this.monotonic() + ms;
    await settled();
    for (let wake = this.next(until); wake; wake = this.next(until)) {
      this.pass(this.sleepers.get(wake)! - this.monotonic());
      wake();
      await settled();
    }
    this.pass(until - this.monotonic());
  }

  private next(until: number): (() => void) | undefined {
    const due = [...this.sleepers].filter(([, at]) => at <= until);
    return due.sort(([, a], [, b]) => a - b)[0]?.[0];
  }
}
