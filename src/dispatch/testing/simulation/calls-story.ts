import { CallNotAllowedError } from '../../../calls/model/call.errors.js';
import type { CallRequest } from '../../../calls/model/call.js';
import type { CallPlan } from '../../../plan/call-plan.js';
import type { Chance } from './chance.js';
import { BEGINNING } from './host.js';
import type { Instance } from './instance.js';
import type { World } from './world.js';

const CALLS = { least: 60, more: 30 };
const BORN_UNTIL = 30_000;
const PRIORITIES = [0, 0, 0, 5, 9];
const USERS = 6;
const AGAIN_MS = 300;
/** Half of the calls are to those who will not want to be called any more, in the stories with a list. */
export const LISTED = Array.from({ length: 8 }, (_, i) => `+1415555019${i}`);
const numberOf = (id: string): string => LISTED[Number(id.slice(1)) % (2 * LISTED.length)] ?? '+14155550123';

const at = (ms: number): Date => new Date(BEGINNING + Math.round(ms));

/** One opens, and one closes, half a minute after the beginning. */
const windowOf = (chance: Chance) => {
  const [start = '', end = ''] = chance.oneOf([
    ['09:00', '10:00'],
    ['10:00', '11:00'],
  ]);
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  return { days: [...days], start, end, timeZone: 'UTC' };
};

const planOf = (chance: Chance, now: number): CallPlan => {
  const waitMs = chance.is(0.4) ? chance.between(0, chance.is(0.3) ? 60_000 : 15_000) : 0;
  const hasWindow = chance.is(0.15);
  const expires = hasWindow || chance.is(0.3);
  const delaysSeconds = [0, 1 + chance.below(5)];
  return {
    machineDetection: 'none',
    priority: chance.oneOf(PRIORITIES),
    ...(waitMs > 0 && { scheduledAt: at(now + waitMs) }),
    ...(hasWindow && { window: windowOf(chance) }),
    ...(expires && { expiresAt: at(now + waitMs + chance.between(1_000, hasWindow ? 90_000 : 30_000)) }),
    ...(chance.is(0.7) && { retry: { maxAttempts: 3, on: ['busy', 'no-answer'], delaysSeconds } }),
  };
};

/** Goes on asking somebody, as a client does, until it is done. */
export const insist = (world: World, ask: (instance: Instance) => Promise<unknown>): void => {
  const { time } = world;
  let isDone = false;
  const attempt = (): void => {
    if (isDone) return;
    const instance = world.someone();
    time.after(5_000, attempt);
    instance?.host.run(() => {
      ask(instance).then(
        () => (isDone = true),
        () => undefined,
      );
    });
  };
  time.after(AGAIN_MS / 300, attempt);
};

const place = (world: World, id: string): void => {
  const { chance, time } = world;
  const request: CallRequest = {
    to: numberOf(id),
    userExternalId: `u${chance.below(USERS)}`,
    recordingEnabled: false,
    ...(chance.is(0.75) && { plan: planOf(chance, time.now) }),
  };
  insist(world, async ({ placing }) => {
    if (world.database.calls.find(id)) return;
    try {
      await placing.place(request, id);
    } catch (error) {
      if (!(error instanceof CallNotAllowedError)) throw error;
      world.journal.refused.add(id);
    }
  });
  // Somebody changes their mind: what cannot be ended any more, or not yet, stays as it is.
  if (chance.is(0.15))
    time.after(chance.between(500, 20_000), () => {
      const instance = world.someone();
      const kind = chance.oneOf(['cancel', 'hangup'] as const);
      instance?.host.run(() => void instance.control.end(id, kind).catch(() => undefined));
    });
};

/** Calls come one by one, and now and then many at once. */
export const tellOfCalls = (world: World): string[] => {
  const { chance, time } = world;
  const count = CALLS.least + chance.below(CALLS.more);
  const ids = Array.from({ length: count }, (_, i) => `c${i + 1}`);
  let born = 0;
  for (const id of ids) {
    if (chance.is(0.3)) born = chance.between(0, BORN_UNTIL);
    time.at(born, () => place(world, id));
  }
  return ids;
};
