import { AnalyticsRepository, type Generations, type StaleQuarter } from '../analytics.repository.js';
import { addTo, type Entry, type Summary } from '../summary.js';

interface Kept {
  generation: number;
  entry: Entry;
  places: Set<number>;
}

interface KeptSummary extends Summary {
  generation: number;
  changes: number;
  summed: number;
  isStale: boolean;
}

/** Keeps results in memory. */
export class AnalyticsMemoryRepository extends AnalyticsRepository {
  private sets: Generations = { current: 1 };
  private last = 1;
  private readonly entries = new Map<string, Kept>();
  private readonly summaries = new Map<string, KeptSummary>();

  async generations(): Promise<Generations> {
    return { ...this.sets };
  }

  async put(generations: number[], entries: Entry[]): Promise<void> {
    for (const generation of generations) {
      for (const entry of entries) this.putOne(generation, entry);
      const places = entries.flatMap(({ callId }) => [
        ...(this.entries.get(`${generation}:${callId}`)?.places ?? []),
      ]);
      for (const at of new Set(places)) this.markStale(generation, at);
    }
  }

  async *findStale(atOnce: number): AsyncGenerator<StaleQuarter[]> {
    const stale = [...this.summaries.values()]
      .filter(({ isStale }) => isStale)
      .map(({ generation, at, changes }) => ({ generation, at, changes }));
    while (stale.length > 0) yield stale.splice(0, atOnce);
  }

  async sumUp(stale: StaleQuarter[]): Promise<void> {
    for (const each of stale) this.sumUpOne(each);
  }

  async read(from: number, until: number, groups: string[]): Promise<Summary[]> {
    return [...this.summaries.values()]
      .filter(({ generation, at }) => generation === this.sets.current && at >= from && at < until)
      .sort((a, b) => a.at - b.at)
      .map(({ at, groups: all }) => ({
        at,
        groups: structuredClone(
          Object.fromEntries(Object.entries(all).filter(([name]) => groups.includes(name))),
        ),
      }));
  }

  async readAll(): Promise<Summary[]> {
    return [...this.summaries.values()]
      .filter(({ generation }) => generation === this.sets.current)
      .map(({ at, groups }) => structuredClone({ at, groups }));
  }

  async findNoted(from: number, until: number, limit: number): Promise<string[]> {
    return [...this.entries.values()]
      .filter(({ generation }) => generation === this.sets.current)
      .filter(({ entry: { notesAt = -Infinity } }) => notesAt >= from && notesAt < until)
      .sort((a, b) => (b.entry.notesAt ?? 0) - (a.entry.notesAt ?? 0))
      .slice(0, limit)
      .map(({ entry }) => entry.callId);
  }

  async begin(): Promise<number> {
    this.last += 1;
    this.sets = { ...this.sets, building: this.last };
    const isForgotten = ({ generation }: { generation: number }): boolean =>
      generation !== this.sets.current && generation !== this.last;
    for (const kept of [this.entries, this.summaries])
      for (const [key, each] of kept) if (isForgotten(each)) kept.delete(key);
    return this.last;
  }

  async switchTo(generation: number): Promise<boolean> {
    if (this.sets.building !== generation) return false;
    this.sets = { current: generation };
    return true;
  }

  private sumUpOne({ generation, at, changes }: StaleQuarter): void {
    const summary = this.summaries.get(`${generation}:${at}`);
    if (!summary || summary.summed >= changes) return;
    const groups: Summary['groups'] = {};
    const parts = [...this.entries.values()]
      .filter((kept) => kept.generation === generation)
      .flatMap(({ entry }) => entry.parts);
    for (const part of parts) if (part.at === at) addTo(groups, part);
    Object.assign(summary, { groups, summed: changes, isStale: summary.changes !== changes });
  }

  private putOne(generation: number, entry: Entry): void {
    const key = `${generation}:${entry.callId}`;
    const known = this.entries.get(key);
    if (known && known.entry.version > entry.version) return;
    const places = new Set([...(known?.places ?? []), ...entry.parts.map(({ at }) => at)]);
    this.entries.set(key, { generation, entry: structuredClone(entry), places });
  }

  private markStale(generation: number, at: number): void {
    const key = `${generation}:${at}`;
    const known = this.summaries.get(key) ?? { generation, at, groups: {}, changes: 0, summed: 0 };
    this.summaries.set(key, { ...known, changes: known.changes + 1, isStale: true });
  }
}
