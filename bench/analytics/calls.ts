import { randomUUID } from 'node:crypto';
import { oneOf, random } from './random.js';

/** In Berlin an hour is left out within these days, and on Lord Howe half of one comes twice. */
const FROM = Date.parse('2026-02-15T00:00:00Z');
const DAYS = 60;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export type End = 'canceled' | 'failed' | 'no-answer' | 'busy' | 'completed';
export type Live = 'initiated' | 'ringing' | 'in-progress';

/** One dial, as it truly was. */
export interface Dial {
  at: number;
  status: End | Live;
  seconds: number | null;
  /** In millionths of the currency. */
  cost: { currency: string; millionths: number } | null;
  /** What Atlas is told of why it came to nothing. */
  code?: { reason: string } | { sip: number } | { error: number };
}

export interface Rating {
  /** Of the five questions, in their order. */
  points: number[];
  notes: string | null;
  at: number;
}

/** A call as it truly was. */
export interface Made {
  id: string;
  at: number;
  version: number;
  status: End | Live | 'queued';
  dials: Dial[];
  /** Why it ended, where it did so while it waited. */
  ended: 'expired' | 'canceled' | null;
  rating: Rating | null;
}

const CURRENCIES = ['USD', 'USD', 'USD', 'EUR', 'GBP', 'JPY'] as const;

export const someCost = (): Dial['cost'] => ({ currency: oneOf(...CURRENCIES), millionths: random(90_000) });

const LIVES = ['initiated', 'ringing', 'in-progress'] as const;
const CODES = [{ reason: '21217' }, { sip: 486 }, { sip: 503 }, { error: 13224 }, { sip: 200 }] as const;

const statusOfDial = (isLast: boolean): End | Live => {
  if (!isLast) return oneOf('busy', 'no-answer', 'failed', 'completed');
  if (random(20) === 0) return oneOf(...LIVES);
  return random(10) < 6 ? 'completed' : oneOf('canceled', 'failed', 'no-answer', 'busy');
};

const someDial = (at: number, isLast: boolean): Dial => {
  const status = statusOfDial(isLast);
  const isEnded = !LIVES.some((each) => each === status);
  const isFailed = isEnded && status !== 'completed';
  return {
    at,
    status,
    seconds: status === 'completed' && random(20) > 0 ? oneOf(random(12), random(2000)) : null,
    cost: isEnded && random(5) > 0 ? someCost() : null,
    ...(isFailed && random(3) === 0 && { code: oneOf<NonNullable<Dial['code']>>(...CODES) }),
  };
};

const someRating = (at: number): Rating => ({
  points: Array.from({ length: 5 }, () => 1 + random(5)),
  notes: random(3) === 0 ? `Note ${random(1_000_000)}` : null,
  at: at + 10 * MINUTE_MS,
});

const make = (at: number): Made => {
  const first = at + (random(4) === 0 ? random(3 * DAY_MS) : 0);
  const count = random(20) === 0 ? 0 : 1 + random(3);
  const dials = Array.from({ length: count }, (_, i) =>
    someDial(first + i * 25 * MINUTE_MS, i === count - 1),
  );
  const last = dials.at(-1);
  const ended = last ? null : oneOf('expired', 'canceled', null);
  return {
    id: randomUUID(),
    at,
    version: 5,
    status: last?.status ?? (ended ? 'canceled' : 'queued'),
    dials,
    ended,
    rating: last?.status === 'completed' && random(4) === 0 ? someRating(at) : null,
  };
};

/** So many calls in the order in which they were made. */
export const makeAll = (count: number): Made[] =>
  Array.from({ length: count }, () => FROM + random(DAYS * 24 * 60) * MINUTE_MS + random(MINUTE_MS))
    .sort((a, b) => a - b)
    .map(make);
