import { ExpiryCheck } from '../../../calls/attempts/expiry.check.js';
import { PlanCheck } from '../../../calls/attempts/plan.check.js';
import { TakenCheck } from '../../../calls/attempts/taken.check.js';
import { WishCheck } from '../../../calls/attempts/wish.check.js';
import type { Call } from '../../../calls/model/call.js';
import { laneOf, priorityOfLane } from '../../../calls/model/lane.js';
import { isStoredEnough } from './attempts-cap.js';
import { BEGINNING } from './host.js';
import type { Begun, Put } from './journal.js';
import type { World } from './world.js';

/** Between the two writes that put a call into its lane. */
const RINGING_MS = 3_000;
const LOOK_MS = 1_000;
/** After trouble, nobody is held to anything for so long. */
const HEALED_MS = 15_000;
const EXPIRY_EXACT_MS = 1_000;
/** What was put in so long ago is known to who dials. */
const KNOWN_MS = 6_000;
/** A leader confirms itself more often. */
const LED_MS = 3_000;
const IDLE_MS = 6_000;
/** Each so many picks one goes to the lane that waits longest. */
const LONGEST_EACH = 8;

const CHECKS = [new TakenCheck(), new WishCheck(), new ExpiryCheck(), new PlanCheck()];

/** Now, and also where that is told a little early. */
const mayBeDialled = (world: World, call: Call, now: number): boolean =>
  !world.journal.listing.has(call.to) &&
  !isStoredEnough(world, call.to) &&
  [now, now + EXPIRY_EXACT_MS].every((at) =>
    CHECKS.every((check) => check.objectionTo(call, new Date(BEGINNING + at)) === null),
  );

const isDueSince = ({ wait }: Call, at: number): boolean => !!wait && wait.dueAt.getTime() - BEGINNING <= at;

/** Whether nobody is to ring any more, or whoever was to could not. */
const mayBeUnrung = ({ journal, time }: World, put: Put): boolean => {
  if (time.now - put.at < RINGING_MS || (journal.ringing.get(put.lane) ?? 0) > 0) return true;
  const isExcused =
    put.isExcused || !put.host.isAlive || put.host.isFrozen || put.host.awakeSince >= put.at - 20;
  return isExcused && journal.repairedAt < put.at + RINGING_MS;
};

/** Whoever has led may have written a time that is wrong by as much as its clocks were. */
const areTimesRight = (world: World): boolean => world.instances.every(({ host }) => world.knowsTime(host));

/** Each call that waits has a lane that is looked at in time. */
const checkLanes = (world: World): void => {
  const { database, journal } = world;
  for (const put of journal.puts.values()) {
    const { wait } = database.calls.stored(put.callId);
    const lane = database.lanes.lanes.get(put.lane);
    if (!wait || mayBeUnrung(world, put)) continue;
    const soon = Math.max(wait.dueAt.getTime(), BEGINNING + world.time.now + LOOK_MS);
    const isLate = lane && lane.at.getTime() > soon && !lane.heldBy && areTimesRight(world);
    if (!lane || isLate) {
      journal.blame(
        'lanes',
        `${put.callId} waits, and nobody looks into ${put.lane}, ${lane ? `until ${lane.at.toISOString()}` : 'which is none'}, due ${wait.dueAt.toISOString()} put ${put.at} by ${put.host.name}`,
      );
      put.at = Infinity;
    }
  }
};

/** Nobody waits past the expiry, also during a pause. */
const checkExpiry = (world: World): void => {
  const { database, journal, time } = world;
  for (const put of journal.puts.values()) {
    const { callId, at } = put;
    const { wait } = database.calls.stored(callId);
    const expiresAt = (wait?.expiresAt?.getTime() ?? Infinity) - BEGINNING;
    if (time.now < expiresAt + EXPIRY_EXACT_MS || at > expiresAt - KNOWN_MS) continue;
    if (mayBeUnrung(world, put)) continue;
    journal.blame('expiry', `${callId} waits ${(time.now - expiresAt).toFixed(0)} ms past its expiry`);
    journal.puts.delete(callId);
  }
};

/** Twilio has not answered the request for an attempt before, though it told of its end. */
const isUnanswered = ({ journal }: World, id: string): boolean =>
  [...journal.begun.values()].some(
    ({ callId, writtenAt, landedAt = Infinity }) =>
      callId === id && writtenAt !== undefined && landedAt > writtenAt + IDLE_MS,
  );

/** Whoever dials does not rest while calls are due that may be dialled. */
const checkIdle = (world: World): void => {
  const { database, journal, time, environment } = world;
  const { record } = database.dispatchers;
  const from = time.now - IDLE_MS;
  const isHeldUp = record.pausedAt || record.tripped || world.heldUpAt > from || journal.repairedAt > from;
  if (isHeldUp || [...journal.begun.values()].some(({ askedAt }) => askedAt > from)) return;
  if (database.liveAttempts().length >= (environment.maxConcurrentCalls ?? Infinity)) return;
  for (const put of journal.puts.values()) {
    const { callId, at } = put;
    const call = database.calls.stored(callId);
    if (at > from || !isDueSince(call, from) || !mayBeDialled(world, call, time.now)) continue;
    if (mayBeUnrung(world, put) || isUnanswered(world, callId)) continue;
    journal.blame('idle', `${callId} is due, and nobody is dialled`);
    world.heldUpAt = time.now;
  }
};

/** What has to hold at any time. */
export const checkStanding = (world: World): void => {
  const { journal, database, time } = world;
  if (database.dispatchers.record.pausedAt) world.heldUpAt = time.now;
  // Where nobody is confirmed, nobody leads.
  const ledAt = journal.permits.findLast(({ isGiven }) => isGiven)?.askedAt ?? 0;
  if (time.now - ledAt > LED_MS) journal.troubled();
  checkLanes(world);
  const leader = world.leader();
  if (time.now < journal.troubledAt + HEALED_MS || !leader || !world.knowsTime(leader.host)) return;
  checkExpiry(world);
  checkIdle(world);
};

const isOrdinary = ({ pick }: Begun): boolean => pick % LONGEST_EACH !== LONGEST_EACH - 1;

/** Between two ordinary picks of a lane, each other one of its priority that was due at the first has one. */
export const checkTurn = (world: World, begun: Begun): void => {
  const { database, journal, time } = world;
  const knowsTime = world.knowsTime(begun.host);
  if (!isOrdinary(begun)) return;
  const laneOfBegun = ({ callId }: Begun): string => laneOf(database.calls.stored(callId));
  const lane = laneOfBegun(begun);
  const ofTerm = [...journal.begun.values()].filter(({ term }) => term === begun.term);
  const before = ofTerm.findLast((each) => each !== begun && isOrdinary(each) && laneOfBegun(each) === lane);
  if (!before || !knowsTime || journal.troubledAt > before.askedAt - KNOWN_MS) return;
  const served = new Set(ofTerm.filter(({ pick }) => pick > before.pick).map(laneOfBegun));
  const known = before.askedAt - KNOWN_MS;
  const isInFlight = (id: string): boolean =>
    ofTerm.some(({ callId, landedAt = Infinity }) => callId === id && landedAt > known);
  for (const put of journal.puts.values()) {
    const call = database.calls.stored(put.callId);
    if (put.lane === lane || served.has(put.lane) || priorityOfLane(put.lane) !== priorityOfLane(lane))
      continue;
    if (
      put.at > known ||
      isInFlight(put.callId) ||
      mayBeUnrung(world, put) ||
      !isDueSince(call, known) ||
      !mayBeDialled(world, call, time.now)
    )
      continue;
    journal.blame('turns', `${lane} is served again before ${put.lane}`);
  }
};
