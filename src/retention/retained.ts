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
  /** So many are deleted together, or fail together. */
  atOnce: number;
  /** The oldest ones from before, without the first few. */
  find(before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** How many are deleted now; the others are left for now. Some may be deleted already. */
  remove(ids: string[]): Promise<number>;
}

/** Each by itself: one that fails keeps no other from being deleted. False where it is left for now. */
export const oneByOne = (remove: (id: string) => Promise<boolean>): Pick<Retaining, 'atOnce' | 'remove'> => ({
  atOnce: 1,
  remove: async ([id]) => (id !== undefined && (await remove(id)) ? 1 : 0),
});
