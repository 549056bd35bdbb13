/** Somebody in whose name all requests of one run are sent. */
export interface Caller {
  name: string;
  /** The Authorization header of each request; without it there is none. */
  authorization?: string;
}

/** Everybody that the API is tried as, one run for each. */
export const CALLERS: readonly Caller[] = [{ name: 'anybody, without a key' }];
