import type { DueCall, Urgency } from '../calls/model/call-check.js';

/** Found at a time, and claimed bit by bit: to find them is dear where many are due. */
const FOUND_AT_ONCE = 200;
/** Where none was found, others are looked for after so many times. */
const LEFT_OUT = 9;

interface Source {
  findDue(urgency: Urgency, limit: number): Promise<DueCall[]>;
}

/** Calls that are due. What comes meanwhile is due later than what was found, so that it may wait. */
export class DueCalls {
  private readonly found: Record<Urgency, DueCall[]> = { 0: [], 1: [], 2: [] };
  private readonly leftOut: Record<Urgency, number> = { 0: 0, 1: 0, 2: 0 };

  constructor(private readonly source: Source) {}

  /** Some that nobody had claimed when they were found. Instances take them in different orders, and seldom the same. */
  async take(urgency: Urgency, count: number): Promise<DueCall[]> {
    if (this.found[urgency].length === 0) await this.find(urgency);
    return this.found[urgency].splice(0, count);
  }

  private async find(urgency: Urgency): Promise<void> {
    this.leftOut[urgency] -= 1;
    if (this.leftOut[urgency] >= 0) return;
    const found = await this.source.findDue(urgency, FOUND_AT_ONCE);
    this.leftOut[urgency] = found.length > 0 ? 0 : LEFT_OUT;
    this.found[urgency] = found
      .map((due) => ({ due, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ due }) => due);
  }
}
