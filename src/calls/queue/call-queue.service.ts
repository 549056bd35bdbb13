import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import type { Lane, LaneDue, SettledLane } from '../model/lane.js';
import { CallQueueRepository } from './call-queue.repository.js';
import { LanesRepository } from '../lanes/lanes.repository.js';

const REPAIRED_AT_ONCE = 500;

/** The calls that wait to be dialled and their lanes, for who dials them: rooms meet through services, not through ports. */
@Injectable()
export class CallQueueService {
  constructor(
    private readonly queue: CallQueueRepository,
    private readonly lanes: LanesRepository,
  ) {}

  /** Lanes that are to be looked at until then: of these priorities, the highest first, or of all, the earliest first. */
  findDueLanes(priorities: number[] | null, until: Date, limit: number): Promise<Lane[]> {
    return this.lanes.findDue(priorities, until, limit);
  }

  /** Notes when each is to be looked at again. */
  settleLanes(lanes: SettledLane[]): Promise<void> {
    return this.lanes.settle(lanes);
  }

  /** Has lanes looked at now that the leader of another term holds in its memory. */
  freeLanes(term: string, now: Date): Promise<void> {
    return this.lanes.freeFromOthers(term, now);
  }

  /** Has lanes looked at now that the leader of this term holds, who leads no more. */
  leaveLanes(term: string, now: Date): Promise<void> {
    return this.lanes.freeOf(term, now);
  }

  /** The calls of a lane, the first to become due first. */
  findInLane(lane: string, limit: number): Promise<Call[]> {
    return this.queue.findInLane(lane, limit);
  }

  /** Waiting calls that have expired by then, the longest first. */
  findExpired(at: Date, limit: number): Promise<Call[]> {
    return this.queue.findExpired(at, limit);
  }

  /** The calls to any of these numbers that wait. */
  findWaitingTo(numbers: string[]): Promise<Call[]> {
    return this.queue.findWaitingTo(numbers);
  }

  /** When the next waiting call expires; null where none does. */
  nextExpiry(): Promise<Date | null> {
    return this.queue.nextExpiry();
  }

  /** How many calls have an attempt that is not known to have ended. */
  countLive(): Promise<number> {
    return this.queue.countLive();
  }

  countWaiting(): Promise<number> {
    return this.queue.countWaiting();
  }

  /** Calls that wait, the first to become due first. */
  findWaiting(offset: number, limit: number): Promise<Call[]> {
    return this.queue.findWaiting(offset, limit);
  }

  /**
   * Has the lane of every waiting call looked at in time: a process may have died between its two writes. Asks before each
   * write whether it is to go on; answers whether it came to the end.
   */
  async repairLanes(isToGoOn: () => boolean = () => true): Promise<boolean> {
    let some: LaneDue[] = [];
    for await (const lane of this.queue.lanes()) {
      some.push(lane);
      if (some.length < REPAIRED_AT_ONCE) continue;
      if (!isToGoOn()) return false;
      await this.lanes.ensure(some);
      some = [];
    }
    if (!isToGoOn()) return false;
    await this.lanes.ensure(some);
    return true;
  }
}
