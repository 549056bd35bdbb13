import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { HoldsService } from './holds.service.js';
import { LeasesRepository } from './leases.repository.js';
import type { Retained, Retaining } from './retained.js';

const DAY_MS = 86_400_000;
const FOUND_AT_ONCE = 100;
const LEASE = { name: 'retention', ms: 600_000 };
/** So long all sorts have together, and as much again for what takes longer than it is given. */
const PASS_MS = LEASE.ms / 2;

/** Until when a pass may go on with one sort. */
type MayGoOn = () => boolean;

/** Deletes what is older than it is kept, but nothing of calls on hold; one instance at a time. */
@Injectable()
export class RetentionService {
  private readonly logger = new Logger('Retention');
  private readonly retained: Retaining[] = [];

  constructor(
    private readonly holds: HoldsService,
    private readonly leases: LeasesRepository,
    private readonly clock: Clock,
    private readonly planClock: PlanClock,
  ) {}

  /** Whether anything is kept for some days only. */
  get isNeeded(): boolean {
    return this.retained.length > 0;
  }

  /** To be called before the application has started. */
  retain(retaining: Retaining): void {
    if (retaining.days > 0) this.retained.push(retaining);
  }

  /** Whether there is more to be deleted than one pass had time for. */
  async removeOld(stopping?: AbortSignal): Promise<boolean> {
    const askedAt = this.clock.monotonic();
    const now = await this.leases.now();
    this.planClock.observe(now, askedAt);
    const until = new Date(now.getTime() + LEASE.ms);
    if (!(await this.leases.take(LEASE.name, now, until))) return false;
    try {
      // By whichever clock is behind: what is left too long goes an hour later, what goes too early is gone.
      return await this.removeAll(Math.min(now.getTime(), this.planClock.now().getTime()), stopping);
    } finally {
      await this.leases.release(LEASE.name, until);
      // Who was last had the least time, where one before took more than its own.
      this.retained.push(...this.retained.splice(0, 1));
    }
  }

  private async removeAll(now: number, stopping?: AbortSignal): Promise<boolean> {
    const end = this.clock.monotonic() + LEASE.ms - PASS_MS / 2;
    let hasMore = false;
    const failures: unknown[] = [];
    for (const each of [...this.retained]) {
      const ownEnd = Math.min(end, this.clock.monotonic() + PASS_MS / this.retained.length);
      const mayGoOn = (): boolean => !stopping?.aborted && this.clock.monotonic() < ownEnd;
      const before = new Date(now - each.days * DAY_MS);
      // One that fails keeps no other from being deleted.
      const more = this.removeOldOf(each, before, mayGoOn).catch(
        (error: unknown) => void failures.push(error),
      );
      if (await more) hasMore = true;
    }
    if (failures.length > 0) throw failures[0];
    return hasMore;
  }

  /** Whether its time was over before it had come to an end. Where nothing could be deleted in all of it, the next hour may be better. */
  private async removeOldOf(retaining: Retaining, before: Date, mayGoOn: MayGoOn): Promise<boolean> {
    const { what, atOnce } = retaining;
    const limit = Math.max(FOUND_AT_ONCE, atOnce);
    let [left, removed, isAll] = [0, 0, false];
    while (!isAll && mayGoOn()) {
      // Each that is deleted is found no more; those that are left stay the first.
      const found = await retaining.find(before, left, limit);
      const free = await this.free(found);
      left += found.length - free.length;
      let n = 0;
      for (; n < free.length && mayGoOn(); n += atOnce) {
        const some = free.slice(n, n + atOnce);
        const gone = await this.remove(some, retaining);
        removed += gone;
        left += some.length - gone;
      }
      isAll = n >= free.length && found.length < limit;
    }
    if (removed > 0) this.logger.log(`${removed} ${what} were older than they are kept`);
    return !isAll && removed > 0;
  }

  /** Without those of calls on hold, of which there may be many. */
  private async free(found: Retained[]): Promise<Retained[]> {
    const held = await this.holds.heldAmong(found.flatMap(({ callId }) => callId ?? []));
    return without(held, found);
  }

  /** A hold that was put on meanwhile counts, and none is put on at that moment. */
  private async remove(some: Retained[], retaining: Retaining): Promise<number> {
    try {
      const callIds = some.flatMap(({ callId }) => callId ?? []);
      return await this.holds.whileDeleting(callIds, async (held) => {
        const free = without(held, some);
        return free.length > 0 ? retaining.remove(free.map(({ id }) => id)) : 0;
      });
    } catch (error) {
      this.logger.warn(`Some of the ${retaining.what} could not be deleted yet: ${String(error)}`);
      return 0;
    }
  }
}

const without = (held: Set<string>, found: Retained[]): Retained[] =>
  found.filter(({ callId }) => callId === undefined || !held.has(callId));
