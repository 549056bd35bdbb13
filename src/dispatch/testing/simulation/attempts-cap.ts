import { isCounted } from '../../../calls/attempts/attempt-history.js';
import type { Call } from '../../../calls/model/call.js';
import { BEGINNING } from './host.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
/** Nothing of these was dialled, though it takes a while until that is known of a request that broke. */
const NOT_DIALLED = new Set(['broken', 'slow down', 'account refused', 'number refused']);

const mostOf = ({ environment }: World): number => environment.maxAttemptsPerNumber ?? Infinity;

/** How many requests for this number were written that were dialled, or may have been. */
const dialledTo = ({ journal, database }: World, to: string): number =>
  [...journal.begun.values()].filter(
    ({ callId, fate }) => fate && !NOT_DIALLED.has(fate) && database.calls.find(callId)?.to === to,
  ).length;

/** Whether as many attempts to this number were dialled as may be. */
export const isDialledEnough = (world: World, to: string): boolean =>
  mostOf(world) < Infinity && dialledTo(world, to) >= mostOf(world);

/** The same, by what is stored. */
export const isStoredEnough = (world: World, to: string): boolean => {
  const most = mostOf(world);
  if (most === Infinity) return false;
  const calls = world.database.calls.all((call) => call.to === to);
  return calls.flatMap(({ attempts }) => attempts.filter(isCounted)).length >= most;
};

/** Whether the call waits for the next day: nothing more happens in this story. */
export const waitsForTomorrow = ({ wait }: Call): boolean =>
  wait?.why === 'rule' && wait.dueAt.getTime() > BEGINNING + HOUR_MS;
