import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { Clock } from '../common/time/clock.service.js';
import type { Hold } from './hold.js';
import { CallNotOnHoldError, CallOnHoldError } from './holds.errors.js';
import { HoldsRepository } from './holds.repository.js';

/** Keeps what belongs to a call from being deleted. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly holds: HoldsRepository,
    private readonly clock: Clock,
  ) {}

  /** The same again changes the reason alone. Null where it is too late: an erasure has begun with the call. */
  put(callId: string, reason: string): Promise<Hold | null> {
    return this.holds.put({ callId, reason, since: new Date(this.clock.wall()) });
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

  /** Throws CallOnHoldError. */
  async refuseHeld(callId: string): Promise<void> {
    if ((await this.heldAmong([callId])).size > 0) throw new CallOnHoldError(callId);
  }
}
