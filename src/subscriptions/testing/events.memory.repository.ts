import type { Position } from '../../common/cursor.js';
import type { Retained } from '../../retention/retained.js';
import type { Event, NewEvent } from '../events/event.js';
import { EventsRepository } from '../events/events.repository.js';
import { OfCallsMemory } from './of-calls.memory.js';

/** Keeps events in memory; its clock is its own, as a database's is. */
export class EventsMemoryRepository extends EventsRepository {
  private readonly kept = new OfCallsMemory<Event>();

  constructor(private readonly time = (): number => performance.timeOrigin + performance.now()) {
    super();
  }

  async add(events: NewEvent[]): Promise<void> {
    this.kept.addNew(events.map((each) => ({ ...each, createdAt: new Date(this.time()) })));
  }

  async findByIds(ids: string[]): Promise<Event[]> {
    return this.kept.sorted(({ id }) => ids.includes(id));
  }

  async findAfter(position: Position | { since: Date }, most: number): Promise<Event[]> {
    const isAfter = ({ id, createdAt }: Event): boolean => {
      if ('since' in position) return createdAt >= position.since;
      const ms = createdAt.getTime() - position.createdAt.getTime();
      return ms > 0 || (ms === 0 && id > position.id);
    };
    return this.kept.sorted(isAfter).slice(0, most);
  }

  async findOlder(before: Date, skip: number, limit: number): Promise<Retained[]> {
    return this.kept.findOlder(before, skip, limit);
  }

  async removeAll(ids: string[]): Promise<number> {
    return this.kept.remove(ids);
  }

  async *eachOfCalls(callIds: string[]): AsyncGenerator<Event> {
    yield* this.kept.ofCalls(callIds);
  }

  async countOfCalls(callIds: string[]): Promise<number> {
    return this.kept.ofCalls(callIds).length;
  }

  async removeOfCalls(callIds: string[]): Promise<number> {
    return this.kept.remove(this.kept.ofCalls(callIds).map(({ id }) => id));
  }
}
