import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { HoldsService } from './holds.service.js';
import { LeasesRepository } from './leases.repository.js';
import type { Retained, Retaining } from './retained.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 100;
/** Of each sort in one pass. */
const MOST_IN_A_PASS = 2_000;
const LEASE = { name: 'retention', ms: 600_000 };

/** Deletes what is older than it is kept, but nothing of calls on hold; one instance at a time. */
@Injectable()
export class RetentionService {
  private readonly logger = new Logger('Retention');
  private readonly retained: Retaining[] = [];

  constructor(
    private readonly holds: HoldsService,
    private readonly leases: LeasesRepository,
    private readonly clock: Clock,
  ) {}

  /** Whether anything is kept for some days only. */
  get isNeeded(): boolean {
    return this.retained.length > 0;
  }

  /** To be called before the application has started. */
  retain(retaining: Retaining): void {
    if (retaining.days > 0) this.retained.push(retaining);
  }

  /** Whether there is more to be deleted than one pass does. */
  async removeOld(stopping?: AbortSignal): Promise<boolean> {
    const now = this.clock.wall();
    const until = new Date(now + LEASE.ms);
    if (!(await this.leases.take(LEASE.name, new Date(now), until))) return false;
    try {
      let hasMore = false;
      for (const each of this.retained) hasMore = (await this.removeOldOf(each, until, stopping)) || hasMore;
      return hasMore;
    } finally {
      await this.leases.release(LEASE.name, until);
    }
  }

  private async removeOldOf(retaining: Retaining, until: Date, stopping?: AbortSignal): Promise<boolean> {
    const before = new Date(this.clock.wall() - retaining.days * DAY_MS);
    let [left, removed] = [0, 0];
    const mayGoOn = (): boolean => !stopping?.aborted && this.clock.wall() < until.getTime() - LEASE.ms / 2;
    while (mayGoOn() && removed < MOST_IN_A_PASS) {
      // Each that is deleted is found no more; those that are left stay the first.
      const found = await retaining.find(before, left, AT_ONCE);
      for (const each of found) {
        if (!mayGoOn()) break;
        if (await this.isRemoved(each, retaining)) removed += 1;
        else left += 1;
      }
      if (found.length < AT_ONCE) break;
    }
    if (removed > 0) this.logger.log(`${removed} ${retaining.what} were older than they are kept`);
    return removed >= MOST_IN_A_PASS;
  }

  /** Asked of each right before, so that a hold that is put on meanwhile counts. */
  private async isRemoved({ id, callId }: Retained, retaining: Retaining): Promise<boolean> {
    try {
      if (callId !== undefined && (await this.holds.heldAmong([callId])).size > 0) return false;
      return await retaining.remove(id);
    } catch (error) {
      this.logger.warn(`One of the ${retaining.what} could not be deleted yet: ${String(error)}`);
      return false;
    }
  }
}
