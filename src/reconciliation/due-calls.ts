import type { DueCall, Urgency } from '../calls/model/call-check.js';

/** A query for due calls is slow where many are due, so each one finds many. */
const FOUND_AT_ONCE = 200;
/** After a query that found none, this many further wishes are answered with none, without a query. */
const LEFT_OUT = 9;

interface Source {
  findDue(urgency: Urgency, limit: number): Promise<DueCall[]>;
}

/** A store of due calls. Calls that become due after the query wait for the next one. */
export class DueCalls {
  private readonly found: Record<Urgency, DueCall[]> = { 0: [], 1: [], 2: [] };
  private readonly leftOut: Record<Urgency, number> = { 0: 0, 1: 0, 2: 0 };

  /** Before `wideFrom`, by a clock that does not step, it has only calls without an end. */
  constructor(
    private readonly source: Source,
    private readonly wideFrom: number,
  ) {}

  /** At most `count` due calls, in random order, so that two instances seldom try to claim the same one. */
  async take(urgency: Urgency, count: number): Promise<DueCall[]> {
    const isLookedFor = urgency === 0 || performance.now() >= this.wideFrom;
    if (this.found[urgency].length === 0 && isLookedFor) await this.find(urgency);
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
