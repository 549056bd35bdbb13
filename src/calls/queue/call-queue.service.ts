import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import { CallQueueRepository, type GivenTurn } from './call-queue.repository.js';

/** The calls that wait to be dialled, for who dials them. */
@Injectable()
export class CallQueueService {
  constructor(private readonly queue: CallQueueRepository) {}

  /** Calls without a turn that are due until then, the longest due first, or those that became due last. */
  findDue(until: Date, limit: number, first?: 'longest' | 'last'): Promise<Call[]> {
    return this.queue.findDue(until, limit, first);
  }

  /** Gives due calls their turns; without effect on one that was given another meanwhile. */
  giveTurns(turns: GivenTurn[]): Promise<void> {
    return this.queue.giveTurns(turns);
  }

  /** The calls with the lowest turns, in order; where `below` is given, of the turns below it. */
  findReady(limit: number, below?: number): Promise<Call[]> {
    return this.queue.findReady(limit, below);
  }

  /** Claims a ready call as it was found; answers the claim's fence, or null where another one has it. */
  claim(ready: Call, leaseUntil: Date): Promise<number | null> {
    return this.queue.claim(ready, leaseUntil);
  }

  /** Gives a claimed call back at its place, as if it had not been claimed; false for an older fence. */
  giveBack(id: string, fence: number, turn: number): Promise<boolean> {
    return this.queue.giveBack(id, fence, turn);
  }

  countLive(): Promise<number> {
    return this.queue.countLive();
  }

  countWaiting(): Promise<number> {
    return this.queue.countWaiting();
  }

  /** Calls that wait, the next one first. */
  findWaiting(offset: number, limit: number): Promise<Call[]> {
    return this.queue.findWaiting(offset, limit);
  }
}
