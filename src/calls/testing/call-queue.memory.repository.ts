import type { Attempt, Call, FailureReason } from '../model/call.js';
import { CallQueueRepository, type GivenTurn, type Wait } from '../queue/call-queue.repository.js';
import { callRank, isFinal, rankOf } from '../model/call-status.js';
import { statusOf } from '../model/call-event.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

const turnOf = ({ queue }: Call): number => queue?.turn ?? Infinity;
const dueOf = ({ queue }: Call): number => queue?.dueAt?.getTime() ?? Infinity;

/** The queue over calls that are kept in memory. */
export class CallQueueMemoryRepository extends CallQueueRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async findDue(until: Date, limit: number, first: 'longest' | 'last' = 'longest'): Promise<Call[]> {
    const due = this.due().filter((call) => dueOf(call) <= until.getTime());
    return (first === 'longest' ? due : due.toReversed()).slice(0, limit);
  }

  async giveTurns(turns: GivenTurn[]): Promise<void> {
    for (const { id, dueAt, turn } of turns) {
      const { queue } = this.calls.stored(id);
      if (queue?.dueAt?.getTime() !== dueAt.getTime()) continue;
      delete queue.dueAt;
      Object.assign(queue, { turn, why: 'slot' });
    }
  }

  async findReady(limit: number, below = Infinity): Promise<Call[]> {
    const found = this.ready().filter(({ queue }) => (queue?.turn ?? 0) < below);
    return found.slice(0, limit);
  }

  async claim({ id, queue: found }: Call, leaseUntil: Date): Promise<number | null> {
    const { queue } = this.calls.stored(id);
    if (found?.turn === undefined || queue?.turn !== found.turn || queue.fence !== found.fence) return null;
    delete queue.turn;
    queue.dueAt = leaseUntil;
    queue.fence += 1;
    return queue.fence;
  }

  async startAttempt(id: string, fence: number, attempt: Attempt, checkAt: Date): Promise<boolean> {
    const call = this.calls.stored(id);
    if (call.queue?.fence !== fence) return false;
    call.attempts.push({ ...attempt });
    delete call.queue;
    this.raise(call, attempt.n, attempt.rank ?? 0);
    call.checkAt = checkAt;
    return true;
  }

  async postpone(id: string, fence: number, { dueAt, why }: Wait): Promise<boolean> {
    const { queue } = this.calls.stored(id);
    if (queue?.fence !== fence) return false;
    Object.assign(queue, { dueAt, why });
    return true;
  }

  async giveBack(id: string, fence: number, turn: number): Promise<boolean> {
    const { queue } = this.calls.stored(id);
    if (queue?.fence !== fence || queue.turn !== undefined) return false;
    delete queue.dueAt;
    Object.assign(queue, { turn, why: 'slot' });
    return true;
  }

  async queueAgain(id: string, n: number, wait: Wait): Promise<boolean> {
    const call = this.calls.stored(id);
    if (!this.isRestingAfter(call, n)) return false;
    call.queue = { ...wait, fence: 0 };
    this.raise(call, n + 1, rankOf('queued', 'atlas'));
    return true;
  }

  async finish(id: string, n: number, over: FailureReason): Promise<boolean> {
    const call = this.calls.stored(id);
    if (!this.isRestingAfter(call, n)) return false;
    call.over = over;
    return true;
  }

  async end(id: string, fence: number, status: 'canceled' | 'failed', over: FailureReason): Promise<boolean> {
    const call = this.calls.stored(id);
    if (call.queue?.fence !== fence) return false;
    call.over = over;
    delete call.queue;
    this.raise(call, call.attempts.length + 1, rankOf(status, 'atlas'));
    return true;
  }

  async countLive(): Promise<number> {
    return this.calls
      .all()
      .flatMap(({ attempts }) => attempts)
      .filter((attempt) => !isFinal(statusOf(attempt))).length;
  }

  async countWaiting(): Promise<number> {
    return this.calls.all().filter(({ queue }) => queue).length;
  }

  async findWaiting(offset: number, limit: number): Promise<Call[]> {
    return [...this.ready(), ...this.due()].slice(offset, offset + limit);
  }

  private ready(): Call[] {
    return this.calls
      .all()
      .filter(({ queue }) => queue?.turn !== undefined)
      .sort((a, b) => turnOf(a) - turnOf(b));
  }

  private due(): Call[] {
    return this.calls
      .all()
      .filter(({ queue }) => queue?.dueAt)
      .sort((a, b) => dueOf(a) - dueOf(b));
  }

  private isRestingAfter({ attempts, queue, over }: Call, n: number): boolean {
    return attempts.length === n && !queue && !over;
  }

  private raise(call: Call, n: number, rank: number): void {
    call.rank = Math.max(call.rank, callRank(n, rank));
  }
}
