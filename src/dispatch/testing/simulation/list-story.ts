import { insist, LISTED } from './calls-story.js';
import { Chance } from './chance.js';
import type { World } from './world.js';

const NOBODY = '+14155550100';
const EACH_SEEDS = 3;

/** In some stories some do not want to be called any more. The other ones are as they were without a list. */
export const tellOfList = (world: World, seed: number): void => {
  const { time, journal } = world;
  if (seed % EACH_SEEDS !== 2) return;
  const chance = new Chance(seed + 1_000_000);
  const list = (number: string): void => {
    journal.listing.add(number);
    insist(world, async (instance) => {
      await instance.list.add([number], { source: 'a story' }, new Date());
      journal.listed(number);
    });
  };
  time.at(chance.between(3_000, 9_000), () => list(NOBODY));
  for (const number of LISTED) time.at(chance.between(4_000, 25_000), () => list(number));
};
