import { PLAIN_WAIT_MS } from '../../../calls/model/call.js';
import { isStoredLate } from '../../../calls/model/not-taken.js';
import { isOpen } from '../../../plan/calling-window.js';
import { isDialledEnough } from './attempts-cap.js';
import { BEGINNING } from './host.js';
import { PERMIT_MS, type Written } from './world.js';

/** How exact the time of a plan is, where one of three clocks may be wrong. */
const EXACT_MS = 1_000;

const isStored = ({ begun, call }: Written): string | null =>
  call.attempts.some(({ key }) => key === begun.key) ? null : 'it is not stored';

const isOnce = ({ begun, world }: Written): string | null => {
  if (begun.writtenAt !== undefined) return 'its attempt was written before';
  const others = [...world.journal.begun.values()].filter(
    (each) => each !== begun && each.callId === begun.callId && each.fate,
  );
  if (others.some(({ n, fate }) => n === begun.n && fate !== 'slow down' && fate !== 'account refused'))
    return 'another attempt of that number was written';
  const goesOn = others.some(({ n }) => world.twilio.find(begun.callId, n)?.status === 'ringing');
  return goesOn ? 'another attempt goes on' : null;
};

const isPermitted = ({ begun, world, at }: Written): string | null => {
  const { host, storedAt } = begun;
  const permit = world.journal.lastPermit(begun);
  if (!permit || storedAt === undefined || permit.askedAt < storedAt)
    return 'nobody confirmed it since it was stored';
  const age = at - permit.askedAt - host.stoppedSince(permit.askedAt);
  return age > PERMIT_MS ? `it was confirmed ${age.toFixed(0)} ms ago` : null;
};

const isInPace = ({ world, at, isUnaware }: Written): string | null => {
  if (isUnaware) return null;
  const { twilioCps } = world.environment;
  const spanMs = Math.max(1_000, 1_000 / twilioCps);
  const since = world.written.filter((each) => each > at - spanMs).length;
  return since >= Math.max(1, twilioCps) ? `${since + 1} in ${spanMs} ms` : null;
};

const isNotPaused = ({ world, at, isUnaware }: Written): string | null => {
  const { paused } = world.journal;
  if (!paused || isUnaware) return null;
  if (paused.answeredAt !== undefined) return 'a pause was answered';
  return at > paused.storedAt + PERMIT_MS ? 'a pause was stored' : null;
};

const isInTime = ({ world, call, at, begun, isUnaware }: Written): string | null => {
  if (isUnaware || !world.knowsTime(begun.host)) return null;
  const now = BEGINNING + at;
  if (now < (world.journal.dueAt.get(call.id) ?? 0) - EXACT_MS) return 'its time has not come';
  const { plan, createdAt } = call;
  const expiresAt = plan ? plan.expiresAt?.getTime() : createdAt.getTime() + PLAIN_WAIT_MS;
  if (expiresAt !== undefined && now > expiresAt + EXACT_MS) return 'it has expired';
  const window = plan?.window;
  const isNear = window && [0, -EXACT_MS, EXACT_MS].some((ms) => isOpen(window, new Date(now + ms)));
  return window && !isNear ? 'it is outside of its window' : null;
};

const isWanted = ({ call }: Written): string | null =>
  call.wish || call.over ? 'its client has ended it' : null;

/** What came in time, and whose answer was lost, is ended by who told its client of a failure: by nobody, where that is dead. */
const isTaken = ({ call, world }: Written): string | null => {
  const teller = world.journal.failed.get(call.content.text ?? '');
  const isToEnd = teller && (isStoredLate(call) || teller.isAlive);
  return isToEnd ? 'its client was told that it is not taken' : null;
};

const isWelcome = ({ world, call, at, isUnaware }: Written): string | null => {
  const listedAt = world.journal.listedAt.get(call.to) ?? Infinity;
  return at > listedAt && !isUnaware ? 'its number is on the do-not-call list' : null;
};

const isWithinCap = ({ world, call, isUnaware }: Written): string | null =>
  isDialledEnough(world, call.to) && !isUnaware ? 'its number was dialled often enough' : null;

const isGentle = ({ world, begun, at }: Written): string | null => {
  const until = world.quiet.get(begun.host) ?? -Infinity;
  return at < until - 50 ? 'Twilio asked to slow down' : null;
};

/** Beside a single call that is tried while the breaker is open. */
const hasRoom = ({ world, begun }: Written): string | null => {
  const { maxConcurrentCalls } = world.environment;
  const { database, journal } = world;
  if (maxConcurrentCalls === undefined || database.dispatchers.record.tripped) return null;
  const { taken } = journal;
  // What another leader stores late is not known to who counts.
  const isKnown = (name: string): boolean => {
    const { term, storedAt = Infinity } = journal.begun.get(name) ?? {};
    return term === begun.term || storedAt < taken.at;
  };
  const live = database.liveAttempts().filter(isKnown).length;
  return live > maxConcurrentCalls ? `${live} calls go on` : null;
};

const CHECKS: Record<string, (written: Written) => string | null> = {
  stored: isStored,
  once: isOnce,
  permit: isPermitted,
  pace: isInPace,
  pause: isNotPaused,
  time: isInTime,
  wish: isWanted,
  taken: isTaken,
  list: isWelcome,
  cap: isWithinCap,
  gentle: isGentle,
  room: hasRoom,
};

/** Holds a written request against every rule. */
export const checkWritten = (written: Written): void => {
  for (const [rule, check] of Object.entries(CHECKS)) {
    const wrong = check(written);
    if (wrong) written.world.journal.blame(rule, `${written.begun.callId} is dialled though ${wrong}`);
  }
};
