import {
  type Asked,
  CALL_PARTS,
  type CallPart,
  type Check,
  UNCLEAR_MS,
  type Urgency,
} from '../calls/model/call-check.js';
import { isFinal } from '../calls/model/call-status.js';
import { type Recording, recordingStatus, transcriptionStatus } from '../recordings/recording.js';
import type { AttemptFacts } from './attempt-facts.js';

/** A part of an attempt that is still to be learnt, and when to ask for it. */
export interface PartToLearn {
  part: CallPart;
  at: Date;
  urgency: Urgency;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A price comes late: it is asked for at these times after the end only. */
const RARE_MS = [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];
/** A call that Twilio does not know counts as gone when it is still unknown after this time. */
export const ABSENT_MS = 3 * MINUTE_MS;
/** What comes late comes within so many times the wait for all other news: transcriptions, and the rest of what Twilio logs. */
const LATE = 5;
/** Twilio transcribes recordings of this length, in seconds. */
const TRANSCRIBED = { least: 2, most: 120 };

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

/** Each wait is twice as long as the one before it, up to an hour. */
const backedOff = ({ at, tries }: Asked, leastMs: number): Date =>
  later(at, Math.min(leastMs * 2 ** tries, Math.max(HOUR_MS, leastMs)));

/** The first of the rare times that comes after the last question. */
const rarely = (since: Date, asked: Asked | undefined): Date | null => {
  if (!asked) return later(since, RARE_MS[0] ?? 0);
  const next = RARE_MS.find((ms) => later(since, ms) > asked.at);
  return next === undefined ? null : later(since, next);
};

/** From `first` on, with ever longer waits, until a day after the end. */
const forADay = (first: Date, { endedAt }: AttemptFacts, asked: Asked | undefined, leastMs: number) => {
  if (!asked) return first;
  return asked.done || asked.at >= later(endedAt, DAY_MS) ? null : backedOff(asked, leastMs);
};

type Rule = (facts: AttemptFacts, asked: Asked | undefined, leastMs: number) => [Date, Urgency] | null;

const withUrgency = (at: Date | null, urgency: Urgency): [Date, Urgency] | null => at && [at, urgency];

const isOver = ({ status, attempt }: AttemptFacts): boolean =>
  status === 'completed' && attempt.sid !== undefined;

/** What became of a request to dial that got no clear answer: each wait is as long as all waits before it together. */
const submission: Rule = ({ attempt }, asked, leastMs) => {
  const { sid, submission: known, createdAt, isUnclear } = attempt;
  if (sid || known !== 'unknown') return null;
  // Who has got an answer need not be waited for any longer.
  if (!asked) return [later(createdAt, isUnclear ? Math.min(leastMs, UNCLEAR_MS) : leastMs), 1];
  const waitedMs = asked.at.getTime() - createdAt.getTime();
  return [later(asked.at, Math.min(Math.max(waitedMs, leastMs), Math.max(HOUR_MS, leastMs))), 1];
};

const status: Rule = (facts, asked, leastMs) => {
  const { attempt, heardAt, goneAt, isEndTold } = facts;
  if (!attempt.sid || isEndTold) return null;
  if (goneAt) {
    // A gone call that is heard of again is asked for without further delay.
    if (heardAt > goneAt && (!asked || asked.at < heardAt)) return [later(heardAt, leastMs), 0];
    return withUrgency(rarely(goneAt, asked && asked.at > goneAt ? asked : undefined), 2);
  }
  // Twilio's answer to our wish to end a call is a plan, not a result: it is asked again how the call ended.
  const urgency = isFinal(facts.status) ? 1 : 0;
  if (!asked || asked.at < heardAt) return [later(heardAt, leastMs), urgency];
  const again = backedOff(asked, leastMs);
  const confirmed = asked.absentSince ? later(asked.absentSince, ABSENT_MS) : asked.at;
  return [confirmed > asked.at ? confirmed : again, urgency];
};

const recordings: Rule = (facts, asked, leastMs) => {
  const isKnown = facts.recordings.some((recording) => recordingStatus(recording) === 'completed');
  if (!facts.recordingEnabled || !isOver(facts) || isKnown) return null;
  return withUrgency(forADay(later(facts.endedAt, leastMs), facts, asked, leastMs), 1);
};

/** Recordings that Twilio has and transcribes, and whose transcription is not known. */
export const untranscribed = (all: Recording[]): Recording[] =>
  all.filter((recording) => {
    const seconds = recording.durationSeconds ?? 0;
    const known = transcriptionStatus(recording);
    return (
      recordingStatus(recording) === 'completed' &&
      !recording.removal &&
      recording.copy?.stage !== 'moved' &&
      seconds >= TRANSCRIBED.least &&
      seconds <= TRANSCRIBED.most &&
      known !== 'completed' &&
      known !== 'failed'
    );
  });

const transcriptions: Rule = (facts, asked, leastMs) => {
  if (!isOver(facts) || untranscribed(facts.recordings).length === 0) return null;
  return withUrgency(forADay(later(facts.endedAt, leastMs * LATE), facts, asked, leastMs), 1);
};

/**
 * That Twilio did not ask what to say proves nothing; what it logged tells why. Where it asked, the answer may have been
 * lost on its way, unless something was recorded after it: then the log is read once, when it is whole.
 */
const notifications: Rule = (facts, asked, leastMs) => {
  if (!isOver(facts) || facts.recordings.length > 0) return null;
  const [ms, urgency] = facts.wasAsked ? ([leastMs * LATE, 2] as const) : ([leastMs, 1] as const);
  return withUrgency(forADay(later(facts.endedAt, ms), facts, asked, leastMs), urgency);
};

const price: Rule = (facts, asked) => {
  if (!isOver(facts) || facts.attempt.price !== undefined) return null;
  return withUrgency(rarely(facts.endedAt, asked), 2);
};

const RULES: Record<CallPart, Rule> = {
  submission,
  status,
  recordings,
  transcriptions,
  notifications,
  price,
};

/** What is still to be learnt of an attempt, and when to ask for it. */
export const partsToLearn = (facts: AttemptFacts, reconcileAfterSeconds: number): PartToLearn[] =>
  CALL_PARTS.flatMap((part) => {
    const next = RULES[part](facts, facts.attempt.asked?.[part], reconcileAfterSeconds * 1000);
    return next ? [{ part, at: next[0], urgency: next[1] }] : [];
  });

/** When a call is to be looked into again: at the first of these times, as urgently as its most urgent part. */
export const nextCheck = (parts: PartToLearn[]): Check | null => {
  const [first] = parts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const [urgent] = parts.toSorted((a, b) => a.urgency - b.urgency);
  return first && urgent ? { at: first.at, urgency: urgent.urgency } : null;
};
