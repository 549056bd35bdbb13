import { Clock } from '../time/clock.service.js';

/** Time that passes when it is told to, or when somebody sleeps. */
export class FakeClock extends Clock {
  private sinceStart = 0;
  private stepped = 0;

  constructor(private readonly start = Date.parse('2026-02-03T04:05:06.789Z')) {
    super();
  }

  override monotonic(): number {
    return this.sinceStart;
  }

  override wall(): number {
    return this.start + this.sinceStart + this.stepped;
  }

  override async sleep(ms: number): Promise<void> {
    this.pass(Math.max(0, ms));
  }

  override async atMost(_ms: number, work: Promise<unknown>): Promise<void> {
    await work;
  }

  pass(ms: number): void {
    this.sinceStart += ms;
  }

  /** The wall clock alone. */
  step(ms: number): void {
    this.stepped += ms;
  }
}
