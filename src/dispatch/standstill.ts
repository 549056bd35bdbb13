import type { DispatcherRecord } from './dispatcher-record.js';

/** How often an instance that does not lead looks whether somebody does, and how often while the leader may be lost. */
const LOOK_MS = { usual: 2_500, doubtful: 500 };
/** A leader that has not confirmed itself for so long is followed; the rest is chance, so that two seldom try at once. */
const PATIENCE_MS = { least: 5_000, spread: 500 };

/** For how long the leader's beat has stood still, as an instance sees it that does not lead. Times are of a clock that does not step. */
export class Standstill {
  private readonly patienceMs = PATIENCE_MS.least + Math.random() * PATIENCE_MS.spread;
  private seen?: DispatcherRecord;
  private since = 0;
  private ms = 0;

  /** Also across looks that failed: a beat that was seen before and after has stood still between. */
  see(record: DispatcherRecord, now: number): void {
    if (record.term !== this.seen?.term || record.beat !== this.seen?.beat) this.since = now;
    this.seen = record;
    this.ms = now - this.since;
  }

  /** Whether whoever led is lost. */
  get isTooLong(): boolean {
    return this.ms >= this.patienceMs;
  }

  /** Until the next look. */
  get lookMs(): number {
    return this.ms >= LOOK_MS.usual ? LOOK_MS.doubtful : LOOK_MS.usual;
  }
}
