import type { HeldUp } from '../calls/model/call-step.js';
import type { Tripped } from './breaker.js';

/** What all instances know of who dials, and how. There is one. */
export interface DispatcherRecord {
  /** Names the time of one leader; null while nobody leads. */
  term: string | null;
  /** Rises each time that the leader confirms itself. */
  beat: number;
  /** Who leads, in words, and since when. */
  leader?: { name: string; since: Date };
  /** The database's clock when this was last written. */
  now: Date;
  pausedAt?: Date;
  tripped?: Tripped;
  /** How many faults of the system were heard of elsewhere than by dialling. It only rises. */
  faults: number;
  /** How often the lists that decide who may be called have changed. It only rises; absent before the first time. */
  rules?: number;
  /** When an instance that does not lead was seen. */
  followerSeenAt?: Date;
}

export type DispatchState = 'running' | 'paused' | 'tripped';

export const stateOf = ({ pausedAt, tripped }: DispatcherRecord): DispatchState => {
  if (pausedAt) return 'paused';
  return tripped ? 'tripped' : 'running';
};

/** What holds up all calls that are due; null where nothing does. `isFull` says that as many calls go on as may. */
export const heldUpBy = ({ pausedAt, tripped }: DispatcherRecord, isFull: boolean): HeldUp | null => {
  if (pausedAt) return 'pause';
  if (tripped) return 'breaker';
  return isFull ? 'concurrency' : null;
};

/** An instance that was not seen for so long is none. */
const ALONE_MS = 60_000;

/** Whether no instance was seen lately that does not lead. */
export const isLeaderAlone = ({ followerSeenAt, now }: DispatcherRecord): boolean =>
  !followerSeenAt || now.getTime() - followerSeenAt.getTime() > ALONE_MS;
