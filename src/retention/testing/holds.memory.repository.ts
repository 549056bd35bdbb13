import { type Page, type PageRequest, pageOffset } from '../../common/page.js';
import type { Hold } from '../hold.js';
import { HoldsRepository } from '../holds.repository.js';

/** Keeps holds in memory. */
export class HoldsMemoryRepository extends HoldsRepository {
  private readonly holds = new Map<string, Hold>();
  private readonly claimed = new Set<string>();

  async put(hold: Hold): Promise<Hold | null> {
    if (this.claimed.has(hold.callId)) return null;
    const kept = { ...hold, since: this.holds.get(hold.callId)?.since ?? hold.since };
    this.holds.set(hold.callId, kept);
    return kept;
  }

  async claim(callIds: string[], _erasureId: string): Promise<string[]> {
    for (const id of callIds) if (!this.holds.has(id)) this.claimed.add(id);
    return callIds.filter((id) => this.holds.has(id));
  }

  async remove(callId: string): Promise<void> {
    this.holds.delete(callId);
  }

  async findAmong(callIds: string[]): Promise<Hold[]> {
    return callIds.flatMap((id) => this.holds.get(id) ?? []);
  }

  async findPage(request: PageRequest): Promise<Page<Hold>> {
    const all = [...this.holds.values()].toSorted(
      (one, other) => other.since.getTime() - one.since.getTime() || (other.callId < one.callId ? -1 : 1),
    );
    const from = pageOffset(request);
    return { ...request, total: all.length, data: all.slice(from, from + request.pageSize) };
  }
}
