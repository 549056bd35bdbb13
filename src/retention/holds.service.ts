import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { DELETION_MS, type Hold } from './hold.js';
import { CallBeingDeletedError, CallNotOnHoldError, CallOnHoldError } from './holds.errors.js';
import { HoldsRepository } from './holds.repository.js';

/** Keeps what belongs to a call from being deleted. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly holds: HoldsRepository,
    private readonly planClock: PlanClock,
  ) {}

  /**
   * The same again changes the reason alone. Null where it is too late: an erasure has begun with the call. Throws
   * CallBeingDeletedError while something of it is being deleted: what that is may be gone.
   */
  async put(callId: string, reason: string): Promise<Hold | null> {
    const now = this.planClock.now();
    const hold = await this.holds.put({ callId, reason, since: now }, now);
    if (hold === 'deleting') throw new CallBeingDeletedError(callId);
    return hold === 'erased' ? null : hold;
  }

  /** Where there is none too. */
  lift(callId: string): Promise<void> {
    return this.holds.remove(callId);
  }

  /** Throws CallNotOnHoldError. */
  async get(callId: string): Promise<Hold> {
    const [hold] = await this.holds.findAmong([callId]);
    if (!hold) throw new CallNotOnHoldError(callId);
    return hold;
  }

  /** Has an erasure begin with those that are not on hold, on which no hold is put any more. Answers those that are. */
  async claimForErasure(callIds: string[], erasureId: string): Promise<Set<string>> {
    return new Set(await this.holds.claim(callIds, erasureId));
  }

  findPage(request: PageRequest): Promise<Page<Hold>> {
    return this.holds.findPage(request);
  }

  /** Those of these calls that are on hold. */
  async heldAmong(callIds: string[]): Promise<Set<string>> {
    const holds = await this.holds.findAmong([...new Set(callIds)]);
    return new Set(holds.map(({ callId }) => callId));
  }

  /** Has something of these calls deleted, on none of which a hold is put meanwhile; it is given those that are on hold. */
  async whileDeleting<T>(callIds: string[], work: (held: Set<string>) => Promise<T>): Promise<T> {
    const [distinct, by] = [[...new Set(callIds)], randomUUID()];
    const until = new Date(this.planClock.now().getTime() + DELETION_MS);
    const held = new Set(await this.holds.beginDeletion(distinct, { by, until }));
    const free = distinct.filter((id) => !held.has(id));
    try {
      return await work(held);
    } finally {
      // Where this fails it ends by itself.
      await this.holds.endDeletion(free, by).catch(() => undefined);
    }
  }

  /** The same for one call. Throws CallOnHoldError. */
  whileDeletingOf<T>(callId: string, work: () => Promise<T>): Promise<T> {
    return this.whileDeleting([callId], (held) => {
      if (held.size > 0) throw new CallOnHoldError(callId);
      return work();
    });
  }
}
