import type { Traces } from '../common/personal-data.js';

/** A user of Atlas, or whoever is called under a number. */
export type SubjectKind = 'user' | 'callee';

/** Whose data it is. */
export interface Subject {
  kind: SubjectKind;
  userId?: string;
  handles: string[];
  numbers: string[];
}

/** How many documents, by collection. */
export type Counts = Record<string, number>;

/**
 * The account and what is found by it; then the calls, with all that belongs to them; then once more what is found by the
 * account, which calls that waited had kept from being erased; then, some time later, all of it once more, for what was
 * being written meanwhile.
 */
export type ErasureStep = 'account' | 'calls' | 'rest' | 'late' | 'done';

/** What is being erased at this moment: it is counted before, so that whoever goes on after a crash counts nothing twice. */
export interface ErasureBatch {
  traces: Traces;
  counts: Counts;
  /** What follows. */
  next: ErasureStep;
}

/** That somebody is to be erased, how far that is, and at the end what was done. */
export interface Erasure {
  id: string;
  kind: SubjectKind;
  /** Finds it again: a user's id, the keyed hash of a number. Nothing else of who it was is left once it is done. */
  subject: string;
  /** Rises with each change. */
  revision: number;
  /** The last time; calls that were asked for later are another matter. */
  requestedAt: Date;
  step: ErasureStep;
  /** Absent once it is done. */
  whose?: Subject;
  /** The subject, until it is done: of none there are two at a time. */
  open?: string;
  batch?: ErasureBatch;
  erased: Counts;
  /** So many calls have not ended yet. */
  waitingFor?: number;
  /** So many calls are on hold, and left as they are until they are not. */
  onHold?: number;
  /** Whether Twilio was asked for what nobody here was told of, for all calls that are erased by now. */
  isLooked?: boolean;
  /** When what was being written meanwhile has been written. */
  lateAt?: Date;
  /** Why it does not go on for now. */
  problem?: string;
  /** When somebody is to go on with it; while somebody does, when another one may. Absent once it is done. */
  nextAt?: Date;
  finishedAt?: Date;
}

export const subjectOfUser = (userId: string): string => `user:${userId}`;

/** The one, found by what the other is found by too. */
export const joined = (one: Subject, other: Subject | null): Subject => ({
  ...one,
  handles: [...new Set([...one.handles, ...(other?.handles ?? [])])],
  numbers: [...new Set([...one.numbers, ...(other?.numbers ?? [])])],
});

export const addCounts = (one: Counts, other: Counts): Counts => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
};
