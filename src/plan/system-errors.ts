import { createHash } from 'node:crypto';

/** How often a dial may come to nothing for reasons of the system before its call is given up. */
export const MAX_SYSTEM_ERRORS = 10;

const FIRST_MS = 5000;
const LAST_MS = 300_000;

/** From 0 to 1, and always the same for the same two numbers: no two runs differ, and few calls coincide. */
const jitter = (at: number, n: number): number =>
  createHash('sha256').update(`${at}:${n}`).digest().readUInt32BE() / 2 ** 32;

/**
 * Milliseconds from the end of the n-th dial that failed for a reason of the system to the next dial: 5 to 10 s after
 * the first, doubled for each that follows, and never above 5 minutes.
 */
export const systemErrorDelayMs = (n: number, endedAt: Date): number => {
  const least = Math.min(FIRST_MS * 2 ** (Math.max(n, 1) - 1), LAST_MS / 2);
  return Math.floor(least * (1 + jitter(endedAt.getTime(), n)));
};
