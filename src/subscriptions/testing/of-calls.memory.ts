import type { Retained } from '../../retention/retained.js';

interface OfCall {
  id: string;
  callId?: string;
  createdAt: Date;
}

/** What is made once, belongs to calls, and is forgotten, in memory. */
export class OfCallsMemory<T extends OfCall> {
  protected readonly kept = new Map<string, T>();

  /** As they were first. Answers how many were not known. */
  addNew(all: T[]): number {
    const fresh = all.filter(({ id }) => !this.kept.has(id));
    for (const each of fresh) this.kept.set(each.id, structuredClone(each));
    return fresh.length;
  }

  /** By itself: what is done to it changes it. */
  get(id: string): T | undefined {
    return this.kept.get(id);
  }

  /** Copies of these, oldest first. */
  sorted(isAmong: (each: T) => boolean): T[] {
    return [...this.kept.values()]
      .filter(isAmong)
      .map((each) => structuredClone(each))
      .toSorted(inOrder);
  }

  findOlder(before: Date, skip: number, limit: number): Retained[] {
    const older = this.sorted(({ createdAt }) => createdAt < before).slice(skip, skip + limit);
    return older.map(({ id, callId }) => ({ id, ...(callId !== undefined && { callId }) }));
  }

  ofCalls(callIds: string[]): T[] {
    return this.sorted(({ callId }) => callId !== undefined && callIds.includes(callId));
  }

  remove(ids: string[]): number {
    return ids.filter((id) => this.kept.delete(id)).length;
  }
}

const inOrder = (one: OfCall, other: OfCall): number =>
  one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1);
