/** How changes that other instances make are noticed. */
export interface Watch {
  /** How often it is looked for them whether or not the bell rings. */
  readonly lookEachMs: number;
  stop(): Promise<void>;
}

/** Notices that calls were changed by other instances. What was changed is then looked up. */
export abstract class Elsewhere {
  /** Begins to watch, and rings at changes where the database tells of them. Never fails: without such news it is looked often. */
  abstract watch(ring: () => void): Promise<Watch>;
}
