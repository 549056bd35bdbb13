import type { Call } from '../model/call.js';
import type { CountedCall, UncountedCall } from '../counting/uncounted.js';
import { UncountedCallsRepository } from '../counting/uncounted-calls.repository.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

/** Knows by their versions which calls of a memory repository have changed. */
export class UncountedCallsMemoryRepository extends UncountedCallsRepository {
  /** By call: up to which version it was counted, and how often it was marked beside its changes. */
  private readonly counted = new Map<string, number>();
  private readonly marks = new Map<string, number>();

  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async find(limit: number): Promise<UncountedCall[]> {
    return this.calls
      .all()
      .map((call) => this.toUncounted(call))
      .filter(({ uncounted }) => uncounted > 0)
      .slice(0, limit);
  }

  async settle(counted: CountedCall[]): Promise<void> {
    for (const { id, version, uncounted, results } of counted) {
      const call = this.calls.stored(id);
      if (call.version !== version || this.toUncounted(call).uncounted !== uncounted) continue;
      this.counted.set(id, version);
      this.marks.delete(id);
      this.calls.results.set(id, results);
    }
  }

  async unsettleAfter(after: string | null, limit: number): Promise<UncountedCall[]> {
    const next = await this.readAfter(after, limit);
    for (const { id } of next) this.marks.set(id, (this.marks.get(id) ?? 0) + 1);
    return next.map((call) => this.toUncounted(call));
  }

  async readAfter(after: string | null, limit: number): Promise<Call[]> {
    return this.calls
      .all(({ id }) => after === null || id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  private toUncounted(call: Call): UncountedCall {
    const uncounted = call.version - (this.counted.get(call.id) ?? 0) + (this.marks.get(call.id) ?? 0);
    return { call, uncounted };
  }
}
