/** A call is prepared so long before its turn, at least and at most. */
export const LEAD_MS = { least: 250, most: 500 };
/** What one call tells of how long it takes to prepare one. */
const SHARE = 0.1;

/**
 * How long before its turn a call is prepared: twice as long as that takes lately, on a database that is far away too.
 * Milliseconds.
 */
export class Lead {
  private preparingMs = 0;

  get ms(): number {
    return Math.min(LEAD_MS.most, Math.max(LEAD_MS.least, 2 * this.preparingMs));
  }

  /** A call was prepared in this time. */
  note(preparedMs: number): void {
    this.preparingMs += SHARE * (preparedMs - this.preparingMs);
  }
}
