import { clockTime, type Moment } from './story.js';
import type { Terminal } from './terminal.js';

/**
 * How long a moment is kept back, in milliseconds. Atlas and the simulator are asked one after the other, and what
 * one of them knows first may have happened second.
 */
const HELD_BACK_MS = 300;

/** Prints each moment of a call once, in the order of the call's own clock. */
export class Storyteller {
  private readonly firstSeen = new Map<string, number>();
  private readonly told = new Set<string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly placedAt: Date,
  ) {}

  /** Takes all that is known at `now` (milliseconds of any clock), and prints what has been known for long enough. */
  hear(moments: Moment[], now: number): void {
    for (const { id } of moments) if (!this.firstSeen.has(id)) this.firstSeen.set(id, now);
    this.tell(moments.filter(({ id }) => now - (this.firstSeen.get(id) ?? now) >= HELD_BACK_MS));
  }

  /** Prints all that is left. */
  tell(moments: Moment[]): void {
    for (const { id, at, what, text } of moments) {
      if (this.told.has(id)) continue;
      this.told.add(id);
      this.terminal.moment(clockTime(this.placedAt, at), what, text);
    }
  }
}
