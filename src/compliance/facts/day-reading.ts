import type { DialledSince } from '../../calls/attempts/attempt-history.js';
import { Kept } from '../../common/kept.js';

/** What was dialled since the beginning of some day, for who asks for calls: read once for all who ask within a second or more. */
export class DayReading {
  private day?: { since: number; kept: Kept<DialledSince> };

  constructor(
    private readonly read: (since: Date) => Promise<DialledSince>,
    private readonly now: () => number,
  ) {}

  get(since: Date): Promise<DialledSince> {
    if (this.day?.since !== since.getTime())
      this.day = { since: since.getTime(), kept: new Kept(() => this.read(since), this.now) };
    return this.day.kept.get();
  }
}
