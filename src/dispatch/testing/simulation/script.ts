import type { Chance } from './chance.js';
import type { DatabaseFaults, Span } from './fake-database.js';
import type { Freeze } from './host.js';

/** When the last fault is over. */
export const FAULTS_UNTIL = 60_000;
const NEVER: Span = { from: Infinity, until: Infinity };
const ALWAYS_SOMEONE = 2;

/** What a seed decides before anything happens. */
export interface Script {
  hasFaults: boolean;
  /** How machines freeze, where they do. */
  freeze: Freeze | null;
  instances: number;
  settings: Record<string, string>;
  database: DatabaseFaults;
  /** So many of Twilio's answers are slow. */
  slowShare: number;
  /** When Twilio refuses the account. */
  refusing: Span;
  faultsUntil: number;
}

const spans = (chance: Chance, count: number, longest: number): Span[] =>
  Array.from({ length: count }, () => {
    const from = chance.between(5_000, FAULTS_UNTIL - longest);
    return { from, until: from + chance.between(200, longest) };
  });

const databaseFaults = (chance: Chance, hasFaults: boolean, isStormy: boolean): DatabaseFaults => {
  if (!hasFaults) return { share: 0, attemptsShare: 0, during: NEVER, stalls: [], lostSpans: [] };
  const lostSpans = chance.is(0.3) ? spans(chance, 1, 400) : [];
  return {
    share: isStormy ? 0.005 : chance.oneOf([0.005, 0.02]),
    attemptsShare: isStormy ? 0.2 : 0.02,
    during: { from: 3_000, until: FAULTS_UNTIL },
    // Nobody is served from a failure until another member of the set has been elected.
    stalls: [
      ...spans(chance, 2, 8_000),
      ...lostSpans.map(({ until }) => ({ from: until, until: until + chance.between(500, 6_000) })),
    ],
    lostSpans,
  };
};

const FROZEN: (Freeze | null)[] = [null, 'process', 'sleep', 'machine'];

export const scriptOf = (seed: number, chance: Chance): Script => {
  const hasFaults = seed % 5 !== 0;
  const isStormy = hasFaults && (seed % 7 === 3 || seed % 7 === 1);
  const [refusing = NEVER] = hasFaults && chance.is(0.15) ? spans(chance, 1, 6_000) : [];
  const limit: Record<string, string> = chance.is(0.3)
    ? { MAX_CONCURRENT_CALLS: String(6 + chance.below(10)) }
    : {};
  return {
    hasFaults,
    freeze: hasFaults ? (FROZEN[seed % FROZEN.length] ?? null) : null,
    instances: ALWAYS_SOMEONE + chance.below(2),
    settings: {
      TWILIO_CPS: String(chance.oneOf([4, 10, 10, 10, 10, 0.5])),
      ...limit,
      ...(seed % 6 === 5 && { MAX_ATTEMPTS_PER_NUMBER: '3' }),
    },
    database: databaseFaults(chance, hasFaults, isStormy),
    slowShare: isStormy ? 0.8 : 0.1,
    refusing,
    faultsUntil: hasFaults ? FAULTS_UNTIL : 0,
  };
};
