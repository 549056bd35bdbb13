import { type Page, type PageRequest, pageOffset } from '../../common/page.js';
import { type Deletion, goesOn, type Hold, type HoldRefusal } from '../hold.js';
import { HoldsRepository } from '../holds.repository.js';

/** Keeps holds in memory. */
export class HoldsMemoryRepository extends HoldsRepository {
  private readonly holds = new Map<string, Hold>();
  private readonly claimed = new Set<string>();
  private readonly deletions = new Map<string, Deletion[]>();

  async put(hold: Hold, now: Date): Promise<Hold | HoldRefusal> {
    const { callId } = hold;
    if (this.claimed.has(callId)) return 'erased';
    if (this.deletions.get(callId)?.some((each) => goesOn(each, now))) return 'deleting';
    const kept = { ...hold, since: this.holds.get(callId)?.since ?? hold.since };
    this.holds.set(callId, kept);
    return kept;
  }

  async claim(callIds: string[], _erasureId: string): Promise<string[]> {
    for (const id of callIds) if (!this.holds.has(id)) this.claimed.add(id);
    return callIds.filter((id) => this.holds.has(id));
  }

  async beginDeletion(callIds: string[], deletion: Deletion): Promise<string[]> {
    for (const id of callIds)
      if (!this.holds.has(id)) this.deletions.set(id, [...(this.deletions.get(id) ?? []), deletion]);
    return callIds.filter((id) => this.holds.has(id));
  }

  async endDeletion(callIds: string[], by: string): Promise<void> {
    for (const id of callIds)
      this.deletions.set(
        id,
        (this.deletions.get(id) ?? []).filter((each) => each.by !== by),
      );
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
