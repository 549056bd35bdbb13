import type { Call } from '../model/call.js';
import { CallQueueRepository, type GivenTurn } from '../queue/call-queue.repository.js';
import { isFinal } from '../model/call-status.js';
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

  async giveBack(id: string, fence: number, turn: number): Promise<boolean> {
    const { queue } = this.calls.stored(id);
    if (queue?.fence !== fence || queue.turn !== undefined) return false;
    delete queue.dueAt;
    Object.assign(queue, { turn, why: 'slot' });
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
}
