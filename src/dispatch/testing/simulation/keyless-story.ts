import type { CallRequest } from '../../../calls/model/call.js';
import { SURE_MS } from '../../../calls/placing/unheard-calls.service.js';
import { Chance } from './chance.js';
import type { Instance } from './instance.js';
import { kill } from './trouble.js';
import type { World } from './world.js';

const EACH_SEEDS = 5;
const COMMON = { to: '+14155550123', recordingEnabled: false };
/** Some have the same user: a call that nobody rang for is found with the next one. */
const USERS = 4;
const CALLS = 40;
const BORN_UNTIL = 30_000;
/** From a client's request to its storing it takes about so long. */
const ADMISSION_MS = 20;

const isWritten = ({ journal, database }: World, client: string): boolean =>
  [...journal.begun.values()].some(
    ({ callId, fate }) => fate && database.calls.find(callId)?.content.text === client,
  );

/** In some stories there are clients that ask once, and have no key to ask again by: who is told of a failure asks for another call. */
export const tellOfKeyless = (world: World, seed: number): void => {
  const { time, script, journal } = world;
  if (seed % EACH_SEEDS !== 2) return;
  const chance = new Chance(seed + 2_000_000);
  // For longer than a client is kept waiting: what was just sent is stored when all of them were told.
  const from = chance.between(5_000, 15_000);
  script.database.stalls.push({ from, until: from + chance.between(35_000, 45_000) });
  let isKilled = false;
  const hear = (client: string, instance: Instance, waitedMs: number): void => {
    journal.failed.set(client, instance.host);
    if (waitedMs < SURE_MS && isWritten(world, client))
      journal.blame('taken', `${client} is told that its call is not taken, and it is dialled`);
    if (isKilled || waitedMs < SURE_MS) return;
    isKilled = true;
    // Who has told these cannot see to it any more that nobody is called.
    time.after(ADMISSION_MS, () => kill(world, instance));
  };
  for (let i = 1; i <= CALLS; i += 1) {
    const at = chance.is(0.5) ? from - chance.between(0, ADMISSION_MS) : chance.between(0, BORN_UNTIL);
    const client = `Call ${i}`;
    const request: CallRequest = { ...COMMON, userExternalId: `keyless ${i % USERS}`, text: client };
    time.at(at, () => {
      const instance = world.someone();
      const ask = (): void =>
        void instance?.placing.place(request).catch(() => hear(client, instance, time.now - at));
      instance?.host.run(ask);
    });
  }
};
