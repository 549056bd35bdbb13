import { Injectable } from '@nestjs/common';
import type { Hold } from '../../retention/hold.js';
import { HoldsService } from '../../retention/holds.service.js';
import { CallNotFoundError } from '../model/call.errors.js';
import { CallsRepository } from '../model/calls.repository.js';

/** Holds of calls, by the call's id or any of its SIDs. Each throws CallNotFoundError. */
@Injectable()
export class CallHoldsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly holds: HoldsService,
  ) {}

  async put(idOrSid: string, reason: string): Promise<Hold> {
    return this.holds.put(await this.idOf(idOrSid), reason);
  }

  /** Throws CallNotOnHoldError. */
  async get(idOrSid: string): Promise<Hold> {
    return this.holds.get(await this.idOf(idOrSid));
  }

  async lift(idOrSid: string): Promise<void> {
    await this.holds.lift(await this.idOf(idOrSid));
  }

  private async idOf(idOrSid: string): Promise<string> {
    const call = await this.calls.findNamed(idOrSid);
    if (!call) throw new CallNotFoundError(idOrSid);
    return call.id;
  }
}
