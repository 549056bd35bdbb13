/** One thing that is older than it is kept, and the call that it belongs to, where it is known. */
export interface Retained {
  id: string;
  callId?: string;
}

/** Something that is kept for some days. */
export interface Retaining {
  /** In words, for the log. */
  what: string;
  /** 0: for ever. */
  days: number;
  /** The oldest ones from before, without the first few. */
  find(before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** False where it is left for now. It may be deleted already. */
  remove(id: string): Promise<boolean>;
}
