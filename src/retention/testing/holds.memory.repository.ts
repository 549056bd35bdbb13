import { type Page, type PageRequest, pageOffset } from '../../common/page.js';
import type { Hold } from '../hold.js';
import { HoldsRepository } from '../holds.repository.js';

/** Keeps holds in memory. */
export class HoldsMemoryRepository extends HoldsRepository {
  private readonly holds = new Map<string, Hold>();

  async put(hold: Hold): Promise<Hold> {
    const kept = { ...hold, since: this.holds.get(hold.callId)?.since ?? hold.since };
    this.holds.set(hold.callId, kept);
    return kept;
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
