import { between, pick, randomOf, type Random } from './random.js';
import { PLAIN_PRIORITY, type Terms, termsOf } from './terms.js';

/** One call that a client wants exactly once, and how it misbehaves in asking for it. */
export interface Intent {
  n: number;
  /** The Idempotency-Key of all its requests. */
  key: string;
  /** Names it, in its calls too: in their metadata, or as their user where they have none. */
  handle: string;
  body: { to: string; user_external_id: string; script: string; recording_enabled: boolean };
  terms: Terms;
  /** It is sent twice at once, to both instances. */
  isDoubled: boolean;
  /** The client cuts its first connection after this many milliseconds. */
  cutAfterMs?: number;
}

/** What the callees do, by the last digits of their number; each ends its call by itself. */
const CALLEES = [
  '0100',
  '0100',
  '0100',
  '0101',
  '0115',
  '0120',
  '0121',
  '0130',
  '0131',
  '0132',
  '0133',
  '0134',
  '0140',
  '0141',
  '0150',
] as const;
/** Refused by Twilio itself: 21217. */
const REFUSED_NUMBER = '+15005550001';
const SCRIPTS = [
  'Hello, this is Atlas.',
  'This is a reminder of your appointment tomorrow at ten. Please call us if you cannot come.',
  'Your parcel has arrived.',
] as const;

/** The first intents are of one user, who asks for many calls at once. */
const CROWD_RATE = 0.12;
const CROWD: Terms = { priority: PLAIN_PRIORITY, isOfCrowd: true };
const REFUSED_RATE = 0.01;
const DOUBLED_RATE = 0.1;
const CUT_RATE = 0.05;
/** How many intents have the same number, about: calls of one number are easily taken for each other. */
const INTENTS_PER_NUMBER = 2;

/** The intents of a run: the same for the same seed. */
export function planIntents(count: number, seed: number): Intent[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, n) => intentOf(random, n, count, seed));
}

function intentOf(random: Random, n: number, count: number, seed: number): Intent {
  const handle = `prove-${seed}-${n}`;
  const isRefused = random() < REFUSED_RATE;
  const to = numberOf(random, count);
  const isOfCrowd = n < count * CROWD_RATE;
  const terms = termsOf(random);
  return {
    n,
    key: `key-${seed}-${n}`,
    handle,
    body: {
      to: isRefused ? REFUSED_NUMBER : to,
      user_external_id: isOfCrowd ? `prove-${seed}-crowd` : handle,
      script: pick(random, SCRIPTS),
      recording_enabled: random() < 0.7,
    },
    terms: isOfCrowd ? CROWD : terms,
    isDoubled: random() < DOUBLED_RATE,
    ...(random() < CUT_RATE && { cutAfterMs: Math.round(between(random, 5, 250)) }),
  };
}

function numberOf(random: Random, count: number): string {
  const prefixes = Math.ceil(count / INTENTS_PER_NUMBER / 10);
  const prefix = 415_200 + Math.floor(random() * prefixes);
  return `+1${prefix}${pick(random, CALLEES)}`;
}
