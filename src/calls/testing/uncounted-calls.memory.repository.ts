import type { Call } from '../model/call.js';
import type { CountedCall, KnownCall, UncountedCall } from '../counting/uncounted.js';
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

  async *find(atOnce: number): AsyncGenerator<UncountedCall[]> {
    const isUncounted = (call: Call): boolean => this.toUncounted(call).uncounted > 0;
    for (const ids of batchesOf(this.calls.all().filter(isUncounted), atOnce))
      yield (await this.calls.findByIds(ids))
        .map((call) => this.toUncounted(call))
        .filter(({ uncounted }) => uncounted > 0);
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

  async mark(ids: string[]): Promise<void> {
    for (const id of ids) this.marks.set(id, (this.marks.get(id) ?? 0) + 1);
  }

  async *readAll(atOnce: number): AsyncGenerator<KnownCall[]> {
    for (const ids of batchesOf(this.calls.all(), atOnce))
      yield (await this.calls.findByIds(ids)).map((call) => ({
        call,
        results: this.calls.results.get(call.id) ?? [],
      }));
  }

  private toUncounted(call: Call): UncountedCall {
    const uncounted = call.version - (this.counted.get(call.id) ?? 0) + (this.marks.get(call.id) ?? 0);
    return { call, uncounted };
  }
}

const batchesOf = (calls: Call[], atOnce: number): string[][] => {
  const ids = calls.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, i) =>
    ids.slice(i * atOnce, (i + 1) * atOnce),
  );
};
