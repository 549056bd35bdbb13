import type { Breaker } from '../breaker.js';
import { CLOSED_BREAKER } from '../breaker.js';
import { type Grant, LEADS_MS, type Pace, SEEN_AFTER_MS, type SlotRequest } from '../pace.js';
import { PaceRepository } from '../pace.repository.js';

/** A pace in memory, on the clock of this process. */
export class PaceMemoryRepository extends PaceRepository {
  private pace: Pace = { next: 0, current: 0, breaker: CLOSED_BREAKER };

  async open(): Promise<void> {}

  async find(): Promise<Pace> {
    return structuredClone(this.pace);
  }

  async reserve(request: SlotRequest): Promise<Grant> {
    const now = new Date();
    const first = Math.max(this.pace.next, now.getTime() + request.leadMs);
    const granted = this.possible(request, first, now);
    if (granted > 0) this.give(first + granted * request.gapMs, now);
    const { leader } = this.pace;
    if (!leader || leader.id === request.instance || leader.until <= now) {
      this.pace.leader = { id: request.instance, until: new Date(now.getTime() + LEADS_MS) };
    }
    this.pace.current = Math.max(this.pace.current, request.servedTurn);
    return { granted, first, now, pace: structuredClone(this.pace) };
  }

  async setPaused(isPaused: boolean, at: Date): Promise<boolean> {
    if (isPaused === Boolean(this.pace.pausedAt)) return false;
    if (isPaused) this.pace.pausedAt = at;
    else delete this.pace.pausedAt;
    return true;
  }

  async changeBreaker(version: number, breaker: Breaker): Promise<boolean> {
    if (this.pace.breaker.version !== version) return false;
    this.pace.breaker = structuredClone(breaker);
    return true;
  }

  private possible({ count, gapMs, horizonMs, room }: SlotRequest, first: number, now: Date): number {
    const { pausedAt, breaker, next } = this.pace;
    if (pausedAt || (breaker.openUntil && breaker.openUntil > now)) return 0;
    const most = breaker.openUntil ? Math.min(count, 1) : count;
    const withinHorizon = 1 + Math.floor((now.getTime() + horizonMs - first) / gapMs);
    const unseen = room ? Math.ceil((next - (room.countedAt - SEEN_AFTER_MS)) / gapMs) : 0;
    const roomLeft = room ? room.calls - Math.max(0, unseen) : Infinity;
    return Math.max(0, Math.min(most, withinHorizon, roomLeft));
  }

  private give(next: number, now: Date): void {
    this.pace.next = next;
    const { breaker } = this.pace;
    if (!breaker.openUntil) return;
    const openUntil = new Date(now.getTime() + (breaker.openMs ?? 0));
    this.pace.breaker = { ...breaker, openUntil, probing: true, version: breaker.version + 1 };
  }
}
