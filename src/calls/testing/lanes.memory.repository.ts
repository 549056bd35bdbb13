import { holdOf, type Lane, type LaneDue, priorityOfLane, type SettledLane } from '../model/lane.js';
import { LanesRepository } from '../lanes/lanes.repository.js';

/** Keeps lanes in memory. */
export class LanesMemoryRepository extends LanesRepository {
  readonly lanes = new Map<string, Lane & { heldBy?: string }>();
  private revs = 0;

  async ring(id: string, at: Date): Promise<void> {
    const known = this.lanes.get(id);
    this.lanes.set(id, {
      ...known,
      id,
      priority: priorityOfLane(id),
      at: known && known.at < at ? known.at : at,
      rev: this.nextRev(),
    });
  }

  async ensure(lanes: LaneDue[]): Promise<void> {
    for (const { lane, dueAt } of lanes) {
      const known = this.lanes.get(lane);
      if (!known || (!known.heldBy && known.at > dueAt)) await this.ring(lane, dueAt);
    }
  }

  async findDue(priorities: number[] | null, until: Date, limit: number): Promise<Lane[]> {
    return [...this.lanes.values()]
      .filter(({ priority, at }) => (priorities?.includes(priority) ?? true) && at <= until)
      .sort((a, b) => (priorities ? b.priority - a.priority : 0) || a.at.getTime() - b.at.getTime())
      .slice(0, limit)
      .map(({ id, priority, at, rev }) => ({ id, priority, at, rev }));
  }

  async find(ids: string[]): Promise<Lane[]> {
    return [...this.lanes.values()]
      .filter(({ id }) => ids.includes(id))
      .map(({ id, priority, at, rev }) => ({ id, priority, at, rev }));
  }

  async settle(lanes: SettledLane[]): Promise<void> {
    for (const { id, rev, at, heldBy, leftBy } of lanes) {
      const lane = this.lanes.get(id);
      if (!lane) continue;
      const { heldBy: holder, ...left } = lane;
      if (lane.rev !== rev) {
        const earliest = at && at < lane.at ? at : lane.at;
        if (leftBy && holdOf(leftBy, rev) === holder) this.lanes.set(id, { ...left, at: earliest });
      } else if (at && heldBy) this.lanes.set(id, { ...left, at, heldBy: holdOf(heldBy, rev) });
      else if (at) this.lanes.set(id, { ...left, at, rev: this.nextRev() });
      else this.lanes.delete(id);
    }
  }

  async freeFromOthers(term: string, now: Date): Promise<void> {
    this.free((heldBy) => !heldBy.startsWith(holdOf(term, '')), now);
  }

  async freeOf(term: string, now: Date): Promise<void> {
    this.free((heldBy) => heldBy.startsWith(holdOf(term, '')), now);
  }

  /** Answers how to bring back all that there is now. */
  remember(): () => void {
    const kept = structuredClone(this.lanes);
    return () => {
      this.lanes.clear();
      for (const [id, lane] of kept) this.lanes.set(id, lane);
    };
  }

  private free(isToBeFreed: (heldBy: string) => boolean, now: Date): void {
    const freed = { at: now, rev: this.nextRev() };
    for (const [id, { heldBy, ...lane }] of this.lanes)
      if (heldBy && isToBeFreed(heldBy)) this.lanes.set(id, { ...lane, ...freed });
  }

  private nextRev(): string {
    this.revs += 1;
    return String(this.revs);
  }
}
