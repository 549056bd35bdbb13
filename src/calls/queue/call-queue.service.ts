import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { type Call, type FailureReason, newAttempt } from '../model/call.js';
import { CallQueueRepository, type GivenTurn, type Wait } from './call-queue.repository.js';
import { CheckSchedule } from '../model/check-schedule.service.js';

/** The calls that wait to be dialled, for who dials them. */
@Injectable()
export class CallQueueService {
  /** Tells who dials, in this process, that a call has come: others see it when they look. */
  private readonly news = new EventEmitter();

  constructor(
    private readonly queue: CallQueueRepository,
    private readonly checks: CheckSchedule,
  ) {}

  onQueued(listener: () => void): void {
    this.news.on('queued', listener);
  }

  announce(): void {
    this.news.emit('queued');
  }

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

  /** The point of no return: the call with its new attempt last, or null for an older fence. */
  async startAttempt(call: Call, fence: number): Promise<Call | null> {
    const now = new Date();
    const attempt = newAttempt(call.attempts.length + 1, now);
    const started = await this.queue.startAttempt(call.id, fence, attempt, this.checks.first(now));
    const { queue: _queue, ...rest } = call;
    return started ? { ...rest, attempts: [...call.attempts, attempt] } : null;
  }

  /** Gives a claimed call back, to be due again; false for an older fence. */
  async postpone(id: string, fence: number, wait: Wait): Promise<boolean> {
    return this.queue.postpone(id, fence, wait);
  }

  /** Gives a claimed call back at its place, as if it had not been claimed; false for an older fence. */
  giveBack(id: string, fence: number, turn: number): Promise<boolean> {
    return this.queue.giveBack(id, fence, turn);
  }

  /** Ends a call that waits; false where it does not wait any more, or for another fence. */
  end(id: string, fence: number, status: 'canceled' | 'failed', over: FailureReason): Promise<boolean> {
    return this.queue.end(id, fence, status, over);
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
