/** How a request to dial went: `system-error` Twilio did not answer it, or could not serve it. */
export type DialReport = 'ok' | 'system-error';

/**
 * Stops dialling when half of the last calls failed for reasons of the system; then lets a single call through from
 * time to time, until one of them is taken.
 */
export interface Breaker {
  /** The last reports, oldest first: 1 for each that failed. */
  recent: number[];
  /** Present while it is tripped: nothing is dialled before. */
  openUntil?: Date;
  /** How long it was tripped for, the last time. */
  openMs?: number;
  /** A single call was let through, and nothing was heard of it yet. */
  probing?: boolean;
  /** Counts its changes, so that two instances do not change the same state. */
  version: number;
}

export type BreakerChange = 'tripped' | 'failed-again' | 'closed' | 'noted';

const REMEMBERED = 20;
const FEWEST = 10;
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 300_000;

export const CLOSED_BREAKER: Breaker = { recent: [], version: 0 };

const opened = ({ version }: Breaker, openMs: number, now: Date): Breaker => ({
  recent: [],
  openMs,
  openUntil: new Date(now.getTime() + openMs),
  probing: false,
  version: version + 1,
});

const afterProbe = (breaker: Breaker, report: DialReport, now: Date): [Breaker, BreakerChange] => {
  if (report === 'ok') return [{ recent: [], version: breaker.version + 1 }, 'closed'];
  const openMs = Math.min((breaker.openMs ?? FIRST_OPEN_MS) * 2, LONGEST_OPEN_MS);
  return [opened(breaker, openMs, now), 'failed-again'];
};

/** The breaker after these reports; null where they change nothing. */
export const afterReports = (
  breaker: Breaker,
  reports: DialReport[],
  now: Date,
): [Breaker, BreakerChange] | null => {
  const [first] = reports;
  if (!first) return null;
  // What was dialled before it tripped says nothing of how things are now.
  if (breaker.openUntil) return breaker.probing ? afterProbe(breaker, first, now) : null;
  const heard = reports.map((report) => (report === 'ok' ? 0 : 1));
  const recent = [...breaker.recent, ...heard].slice(-REMEMBERED);
  const failed = recent.filter(Boolean).length;
  if (recent.length >= FEWEST && failed * 2 >= recent.length) {
    return [opened(breaker, FIRST_OPEN_MS, now), 'tripped'];
  }
  if (failed === 0 && recent.length === breaker.recent.length && !breaker.recent.some(Boolean)) return null;
  return [{ ...breaker, recent, version: breaker.version + 1 }, 'noted'];
};
