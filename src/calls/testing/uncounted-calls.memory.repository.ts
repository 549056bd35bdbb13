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

  async *readAll(atOnce: number): AsyncGenerator<Call[]> {
    for (const ids of this.idBatches(atOnce)) yield this.calls.findByIds(ids);
  }

  async *unsettleAll(atOnce: number): AsyncGenerator<UncountedCall[]> {
    for (const ids of this.idBatches(atOnce)) {
      for (const id of ids) this.marks.set(id, (this.marks.get(id) ?? 0) + 1);
      yield (await this.calls.findByIds(ids)).map((call) => this.toUncounted(call));
    }
  }

  private idBatches(atOnce: number): string[][] {
    const ids = this.calls.all().map(({ id }) => id);
    return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, i) =>
      ids.slice(i * atOnce, (i + 1) * atOnce),
    );
  }

  private toUncounted(call: Call): UncountedCall {
    const uncounted = call.version - (this.counted.get(call.id) ?? 0) + (this.marks.get(call.id) ?? 0);
    return { call, uncounted };
  }
}
