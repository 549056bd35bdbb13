/** A number that is never called. It is kept as a keyed hash, so that who reads the database learns no number. */
export interface DoNotCallEntry {
  /** The keyed hash of the number. */
  id: string;
  /** Its last four digits, for people. */
  lastFour: string;
  /** Who or what has put it there, in the client's words. */
  source: string;
  note?: string;
  addedAt: Date;
}

/** What is left of the words of an entry. */
export const STRIPPED = { lastFour: '', source: 'erased' } as const;

/** Where a number comes from that is put on the list. */
export type DoNotCallOrigin = Pick<DoNotCallEntry, 'source' | 'note'>;
