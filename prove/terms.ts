import { between, pick, type Random } from './random.js';

export const RETRIED = ['no-answer', 'busy', 'failed', 'voicemail'] as const;
export type Retried = (typeof RETRIED)[number];

/** Whether and when a callee is called again; the body's field of that name. */
export interface RetryTerms {
  max_attempts: number;
  on: Retried[];
  delay_seconds?: number;
  backoff?: 'fixed' | 'exponential';
  delays?: number[];
}

/** A client ends its call: so long after it first asked for it, or after it saw that it was dialled. */
export interface EndTerms {
  by: 'hangup' | 'cancel';
  after: 'request' | 'dial';
  inMs: number;
}

/** Of a call without a plan. */
export const PLAIN_PRIORITY = 5;

/** When and how often a client wants its call dialled. Times are in milliseconds from its first request. */
export interface Terms {
  dueInMs?: number;
  /** It is not dialled any more from then on. */
  expiresInMs?: number;
  /** Its calling window opens at the next full minute, or hours from now. */
  window?: 'next-minute' | 'in-hours';
  timeZone?: string;
  retry?: RetryTerms;
  priority?: number;
  /** It is one of very many of the same user. */
  isOfCrowd?: true;
  end?: EndTerms;
  /** The callee, who did not answer, is there when called again. */
  comesHome?: true;
}

/** Far enough ahead that the request arrives before, however often it is cut and repeated. */
const DUE_MS = [25_000, 35_000] as const;
const HOUR_MS = 3_600_000;
/** With hours that are whole, half and a quarter off Greenwich's. */
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'] as const;
const DELAYS_SECONDS = [0, 2];

const dueSoon = (random: Random): number => Math.round(between(random, ...DUE_MS));

const retryTerms = (random: Random): RetryTerms => {
  const on = RETRIED.filter(() => random() < 0.7);
  const attempts = pick(random, [2, 3]);
  const delays =
    random() < 0.4
      ? { delays: DELAYS_SECONDS.slice(0, attempts - 1) }
      : { delay_seconds: pick(random, [0, 1, 2]), backoff: 'exponential' as const };
  return { max_attempts: attempts, on: on.length > 0 ? on : ['no-answer'], ...delays };
};

const expiring = (dueInMs: number, leftMs: number): Terms => ({ dueInMs, expiresInMs: dueInMs + leftMs });
const canceledIn = (inMs: number): EndTerms => ({ by: 'cancel', after: 'request', inMs: Math.round(inMs) });
const canceledAtDue = (dueInMs: number, lateMs: number): Terms => ({
  dueInMs,
  end: canceledIn(dueInMs + lateMs),
});

/** Whatever the call does then: it waits, rings, talks, has just ended, or waits for another attempt. */
const endAnyTime = (random: Random): EndTerms => ({
  by: pick(random, ['hangup', 'hangup', 'cancel']),
  ...(random() < 0.7
    ? { after: 'dial', inMs: Math.round(between(random, 0, 3_000)) }
    : { after: 'request', inMs: Math.round(between(random, 0, 12_000)) }),
});

/** What clients ask for beside a call at once, and the share of those who ask for it. */
const KINDS: readonly [share: number, make: (random: Random) => Terms][] = [
  [0.1, (random) => ({ retry: retryTerms(random), ...(random() < 0.5 && { comesHome: true }) })],
  [0.1, (random) => ({ retry: retryTerms(random), end: endAnyTime(random) })],
  [0.05, (random) => ({ dueInMs: dueSoon(random), retry: retryTerms(random) })],
  [0.05, (random) => ({ dueInMs: dueSoon(random) })],
  [0.02, (random) => ({ window: 'next-minute', timeZone: pick(random, ZONES) })],
  [0.03, (random) => expiring(dueSoon(random), Math.round(between(random, 1, 2_000)))],
  [0.02, (random) => ({ dueInMs: HOUR_MS, end: canceledIn(between(random, 0, 3_000)) })],
  [0.01, (random) => ({ window: 'in-hours', timeZone: pick(random, ZONES), end: canceledIn(0) })],
  [0.02, (random) => canceledAtDue(dueSoon(random), between(random, -300, 1_500))],
  [0.03, (random) => canceledAtDue(dueSoon(random), between(random, -12_000, -1_000))],
];

/** The terms of one intent; most have none. */
export function termsOf(random: Random): Terms {
  let left = random();
  for (const [share, make] of KINDS) {
    if (left < share) return { ...make(random), priority: Math.floor(random() * 10) };
    left -= share;
  }
  return {};
}
