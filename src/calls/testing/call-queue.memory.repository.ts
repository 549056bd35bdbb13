import { isFinal } from '../model/call-status.js';
import { statusOf } from '../model/call-event.js';
import type { Call } from '../model/call.js';
import type { LaneDue } from '../model/lane.js';
import { CallQueueRepository } from '../queue/call-queue.repository.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

const dueOf = ({ wait }: Call): number => wait?.dueAt.getTime() ?? Infinity;
const expiryOf = ({ wait }: Call): number => wait?.expiresAt?.getTime() ?? Infinity;

/** The queue over calls that are kept in memory. */
export class CallQueueMemoryRepository extends CallQueueRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async findInLane(lane: string, limit: number): Promise<Call[]> {
    return this.waiting(({ wait }) => wait?.lane === lane).slice(0, limit);
  }

  async findExpired(at: Date, limit: number): Promise<Call[]> {
    return this.byExpiry()
      .filter((call) => expiryOf(call) <= at.getTime())
      .slice(0, limit);
  }

  async findWaitingTo(numbers: string[]): Promise<Call[]> {
    return this.waiting(({ to }) => numbers.includes(to));
  }

  async nextExpiry(): Promise<Date | null> {
    return this.byExpiry()[0]?.wait?.expiresAt ?? null;
  }

  async *lanes(): AsyncIterable<LaneDue> {
    const first = new Map(
      this.waiting()
        .toReversed()
        .flatMap(({ wait }): [string, Date][] => (wait ? [[wait.lane, wait.dueAt]] : [])),
    );
    for (const [lane, dueAt] of first) yield { lane, dueAt };
  }

  async countLive(): Promise<number> {
    const isLive = ({ id, attempts }: Call): boolean =>
      attempts.some((attempt) => !isFinal(statusOf(attempt)) && !this.calls.isCountedOut(id, attempt.n));
    return this.calls.all(isLive).length;
  }

  async countWaiting(): Promise<number> {
    return this.waiting().length;
  }

  async findWaiting(offset: number, limit: number): Promise<Call[]> {
    return this.waiting().slice(offset, offset + limit);
  }

  private waiting(isWanted: (call: Call) => boolean = () => true): Call[] {
    return this.calls.all((call) => !!call.wait && isWanted(call)).sort((a, b) => dueOf(a) - dueOf(b));
  }

  private byExpiry(): Call[] {
    return this.waiting(({ wait }) => !!wait?.expiresAt).sort((a, b) => expiryOf(a) - expiryOf(b));
  }
}
