import { type DoNotCallEntry, STRIPPED } from '../do-not-call/do-not-call-entry.js';
import { DoNotCallRepository } from '../do-not-call/do-not-call.repository.js';

/** Keeps the list in memory. */
export class DoNotCallMemoryRepository extends DoNotCallRepository {
  private readonly entries = new Map<string, DoNotCallEntry>();

  async add(entries: DoNotCallEntry[]): Promise<number> {
    const before = this.entries.size;
    for (const entry of entries) if (!this.entries.has(entry.id)) this.entries.set(entry.id, { ...entry });
    return this.entries.size - before;
  }

  async remove(id: string): Promise<boolean> {
    return this.entries.delete(id);
  }

  async strip(ids: string[]): Promise<void> {
    for (const id of ids) {
      const { note: _note, ...found } = this.entries.get(id) ?? {};
      if ('id' in found) this.entries.set(id, { ...(found as DoNotCallEntry), ...STRIPPED });
    }
  }

  async find(id: string): Promise<DoNotCallEntry | null> {
    const found = this.entries.get(id);
    return found ? { ...found } : null;
  }

  /** Answers how to bring back what there is now. */
  remember(): () => void {
    const kept = [...this.entries];
    return () => {
      this.entries.clear();
      for (const [id, entry] of kept) this.entries.set(id, entry);
    };
  }

  async findListed(ids: string[]): Promise<Set<string>> {
    return new Set(ids.filter((id) => this.entries.has(id)));
  }
}
