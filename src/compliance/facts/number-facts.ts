/** What the database says of a number, for the rules. */
export interface NumberFacts {
  /** Whether it is on the do-not-call list. */
  isListed: boolean;
}

export const NOTHING_KNOWN: NumberFacts = { isListed: false };
