import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Chance } from './chance.js';
import { BEGINNING } from './host.js';
import type { VirtualTime } from './virtual-time.js';

const { randomUUID } = crypto;
const REAL = { Date, setImmediate, random: Math.random };

/** Whoever imports it by name has it from then on. */
const makeIdsBy = (make: typeof randomUUID): void => {
  crypto.randomUUID = make;
  syncBuiltinESMExports();
};

/**
 * While `work` lasts, this process has the time, the chance and the order of a simulation: `Date` is the wall clock of
 * the host whose code runs, chance is the seed's, ids are counted, and what is put off comes when the simulation's turn does.
 */
export const withGlobalsOf = async <T>(
  time: VirtualTime,
  chance: Chance,
  work: () => Promise<T>,
): Promise<T> => {
  const now = (): number => time.running?.wall() ?? Math.floor(BEGINNING + time.now);
  class SimulatedDate extends REAL.Date {
    constructor(...given: [] | [number | string | Date]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now(): number {
      return now();
    }
  }
  const later = (run: () => void): void => {
    const { running } = time;
    time.after(0, () => (running ? running.run(run) : run()));
  };
  Object.assign(globalThis, { Date: SimulatedDate, setImmediate: later });
  Math.random = () => chance.next();
  let ids = 0;
  makeIdsBy(() => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`);
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { Date: REAL.Date, setImmediate: REAL.setImmediate });
    Math.random = REAL.random;
    makeIdsBy(randomUUID);
  }
};
