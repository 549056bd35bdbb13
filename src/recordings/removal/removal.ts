/** Who wanted it gone: a request, the days that recordings are kept, or the person whose data it is. */
export const REMOVAL_REASONS = ['request', 'retention', 'erasure'] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** That a recording was deleted here. It stays, so that what Twilio tells later does not bring the recording back. */
export interface Removal {
  at: Date;
  why: RemovalReason;
  /** When it is tried next to delete what is left of it elsewhere; absent once all of that is gone. */
  tryAt?: Date;
  tries: number;
}

/** One whose turn has come. */
export interface DueRemoval {
  sid: string;
  tries: number;
  /** What was told of it since, if this is another one by then. */
  tryAt: Date;
}

/** Who tries is given so long before somebody else does. */
export const LEASE_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/** How long to wait after so many tries. */
export const waitAfter = (tries: number): number => Math.min(LEASE_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
