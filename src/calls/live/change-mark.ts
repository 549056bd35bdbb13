/** That a call has changed: which, how far, and when by the database's clock. */
export interface ChangeMark {
  id: string;
  version: number;
  changedAt: Date;
}

/** A change may become visible so much later than one that has a later time. */
export const OVERLAP_MS = 5_000;

/** Who is told of changes. */
export interface LiveListener {
  take(marks: ChangeMark[]): void;
  /** More has changed than is told one by one: all that it knows may be old. */
  reset(cursor: number): void;
}
