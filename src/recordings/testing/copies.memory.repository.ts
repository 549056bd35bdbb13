import type { StoreName } from '../../storage/content-store.js';
import { CopiesRepository } from '../copies/copies.repository.js';
import type { Copy, CopyResult, DueCopy } from '../copies/copy.js';
import { recordingStatus } from '../recording.js';
import type { RecordingsMemoryRepository } from './recordings.memory.repository.js';

/** Marks the recordings that the other one keeps. */
export class CopiesMemoryRepository extends CopiesRepository {
  constructor(private readonly recordings: RecordingsMemoryRepository) {
    super();
  }

  async enrol(at: Date, limit: number): Promise<number> {
    const all = [...this.recordings.stored.values()];
    const found = all.filter((each) => !each.copy && recordingStatus(each) === 'completed').slice(0, limit);
    for (const each of found) each.copy = { stage: 'waiting', tries: 0, failures: 0, tryAt: at };
    return found.length;
  }

  async reopen(at: Date, limit: number): Promise<number> {
    const copies = [...this.recordings.stored.values()].flatMap(({ copy }) => copy ?? []);
    const found = copies.filter(({ stage, tryAt }) => stage === 'copied' && !tryAt).slice(0, limit);
    for (const each of found) each.tryAt = at;
    return found.length;
  }

  async due(now: Date, limit: number): Promise<DueCopy[]> {
    const timeOf = ({ sid }: DueCopy): number => this.copyOf(sid)?.tryAt?.getTime() ?? Infinity;
    return [...this.recordings.stored.values()]
      .map(({ sid, copy }) => ({ sid, tries: copy?.tries ?? 0 }))
      .filter((each) => timeOf(each) <= now.getTime())
      .sort((a, b) => timeOf(a) - timeOf(b))
      .slice(0, limit);
  }

  async take({ sid, tries }: DueCopy, until: Date, store?: StoreName): Promise<DueCopy | null> {
    const copy = this.copyOf(sid);
    if (!copy?.tryAt || copy.tries !== tries) return null;
    const stores = [...new Set([...(copy.stores ?? []), ...(store ? [store] : [])])];
    Object.assign(copy, { tryAt: until, busyUntil: until, tries: tries + 1, stores });
    return { sid, tries: tries + 1 };
  }

  async finish({ sid, tries }: DueCopy, { stage, failures, tryAt, whole }: CopyResult): Promise<boolean> {
    const copy = this.copyOf(sid);
    if (copy?.tries !== tries) return false;
    delete copy.tryAt;
    delete copy.busyUntil;
    if (this.recordings.stored.get(sid)?.removal) return false;
    Object.assign(copy, { failures }, stage && { stage }, tryAt && { tryAt }, whole);
    return true;
  }

  async close(sid: string): Promise<void> {
    const recording = this.recordings.stored.get(sid);
    if (recording) recording.copy = { stage: 'removed', tries: 0, failures: 0 };
  }

  private copyOf(sid: string): Copy | undefined {
    return this.recordings.stored.get(sid)?.copy;
  }
}
