/** Why Twilio refused a call for a reason of the account or of the set-up: its code and its sentence. */
export interface AccountRefusal {
  code: string;
  message: string;
}

/**
 * How a request to dial went: `system-error` Twilio did not answer it, or could not serve it; `accountRefused` it was
 * refused for a reason that every other call would meet too.
 */
export type DialReport = 'ok' | 'system-error' | { accountRefused: AccountRefusal };

/**
 * Stops dialling when half of the last calls failed for reasons of the system, and at once when the account is refused;
 * then lets a single call through from time to time, until one of them is taken.
 */
export interface Breaker {
  /** The last reports, oldest first: 1 for each that failed. */
  recent: number[];
  /** Present while it is tripped: nothing is dialled before. */
  openUntil?: Date;
  /** How long after one that was let through another one is. */
  openMs?: number;
  /** A single call was let through since it tripped: what is heard now says how things are. */
  probing?: boolean;
  /** Present while it is tripped, and the account was refused last. */
  refusal?: AccountRefusal;
  /** Counts its changes, so that two instances do not change the same state. */
  version: number;
}

export type BreakerChange = 'tripped' | 'failed-again' | 'closed' | 'noted';

const REMEMBERED = 20;
const FEWEST = 10;
/** So short that one probe may be missed, and calls are dialled again within a minute all the same. */
const OPEN_MS = 25_000;

export const CLOSED_BREAKER: Breaker = { recent: [], version: 0 };

const refusalIn = (reports: DialReport[]): AccountRefusal | undefined => {
  const found = reports.find((report) => typeof report === 'object');
  return found?.accountRefused;
};

/** Tripped, after these reports. */
const opened = ({ version }: Breaker, reports: DialReport[], openUntil: Date, probing: boolean): Breaker => {
  const refusal = refusalIn(reports);
  return {
    recent: [],
    openMs: OPEN_MS,
    openUntil,
    probing,
    ...(refusal && { refusal }),
    version: version + 1,
  };
};

/** When the next one is let through was settled when this one was, however late its failure is heard. */
const afterProbe = (breaker: Breaker, reports: DialReport[], openUntil: Date): [Breaker, BreakerChange] =>
  reports.includes('ok')
    ? [{ recent: [], version: breaker.version + 1 }, 'closed']
    : [opened(breaker, reports, openUntil, true), 'failed-again'];

/** The breaker after these reports; null where they change nothing. */
export const afterReports = (
  breaker: Breaker,
  reports: DialReport[],
  now: Date,
): [Breaker, BreakerChange] | null => {
  if (reports.length === 0) return null;
  const { openUntil, probing } = breaker;
  // What was dialled before it tripped says nothing of how things are now.
  if (openUntil) return probing ? afterProbe(breaker, reports, openUntil) : null;
  const heard = reports.map((report) => (report === 'ok' ? 0 : 1));
  const recent = [...breaker.recent, ...heard].slice(-REMEMBERED);
  const failed = recent.filter(Boolean).length;
  if (refusalIn(reports) || (recent.length >= FEWEST && failed * 2 >= recent.length)) {
    return [opened(breaker, reports, new Date(now.getTime() + OPEN_MS), false), 'tripped'];
  }
  if (failed === 0 && recent.length === breaker.recent.length && !breaker.recent.some(Boolean)) return null;
  return [{ ...breaker, recent, version: breaker.version + 1 }, 'noted'];
};
