/** Requests that an instance asks the deployment's budget for. */
export interface BudgetRequest {
  count: number;
  /** Milliseconds between two requests of the whole deployment. */
  gapMs: number;
  /** None is given away later than this many milliseconds ahead. */
  horizonMs: number;
}

/** Requests that it was given, evenly spaced: the first in so many milliseconds, and none where `count` is 0. */
export interface BudgetGrant {
  count: number;
  firstInMs: number;
}
