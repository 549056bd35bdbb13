import { Injectable } from '@nestjs/common';
import type { Hold } from '../../retention/hold.js';
import { HoldsService } from '../../retention/holds.service.js';
import type { Call } from '../model/call.js';
import { CallErasedError, CallNotFoundError } from '../model/call.errors.js';
import { CallsRepository } from '../model/calls.repository.js';

/** Holds of calls, by the call's id or any of its SIDs. Each throws CallNotFoundError. */
@Injectable()
export class CallHoldsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly holds: HoldsService,
  ) {}

  /** Throws CallErasedError. */
  async put(idOrSid: string, reason: string): Promise<Hold> {
    const { id, erasedAt } = await this.find(idOrSid);
    if (erasedAt) throw new CallErasedError();
    const hold = await this.holds.put(id, reason);
    if (!hold) throw new CallErasedError();
    return hold;
  }

  /** Throws CallNotOnHoldError. */
  async get(idOrSid: string): Promise<Hold> {
    return this.holds.get((await this.find(idOrSid)).id);
  }

  async lift(idOrSid: string): Promise<void> {
    await this.holds.lift((await this.find(idOrSid)).id);
  }

  private async find(idOrSid: string): Promise<Call> {
    const call = await this.calls.findNamed(idOrSid);
    if (!call) throw new CallNotFoundError(idOrSid);
    return call;
  }
}
