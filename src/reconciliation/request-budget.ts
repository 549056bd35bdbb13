/** How many requests to Twilio an instance wants to send. */
export interface BudgetRequest {
  count: number;
  /** Milliseconds between two requests of the whole deployment. */
  gapMs: number;
  /** Slots are given for this many milliseconds ahead, and no further. */
  horizonMs: number;
}

/** The slots that were given: `count` of them, `gapMs` apart, the first in `firstInMs` milliseconds. */
export interface BudgetGrant {
  count: number;
  firstInMs: number;
}
