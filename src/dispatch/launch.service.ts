import { Injectable, Logger } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Call } from '../calls/model/call.js';
import { DiallingService } from '../calls/placing/dialling.service.js';
import { PaceService } from '../pace/pace.service.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { type ClaimedCall, ClaimsService } from './claims.service.js';
import { LeadTime } from './lead-time.js';
import { sleep } from './sleep.js';

/** A call that is late already takes the next slot, however far ahead others have taken theirs. */
const LATE_HORIZON_MS = 5_000;
/** So many slots may pass one call; by then it is rather dialled at a bad moment than waited for. */
const MOST_SLOTS = 4;

/** What became of a launch: `missed` its slot passed before the call was ready, and it is still claimed. */
export type Launch = 'dialled' | 'dropped' | 'missed';

/** Dials claimed calls, each at its slot. */
@Injectable()
export class LaunchService {
  private readonly logger = new Logger('Dispatch');
  private readonly lead = new LeadTime();

  constructor(
    private readonly dialling: DiallingService,
    private readonly pace: PaceService,
    private readonly claims: ClaimsService,
    private readonly attempts: AttemptsService,
  ) {}

  /** So long before its slot a call is checked for the last time and its attempt stored. */
  get leadMs(): number {
    return this.lead.ms;
  }

  /** Never fails. Once `stopping` is aborted, a call that is not about to be dialled is given back at once. */
  async launch(claimed: ClaimedCall, slot: Date, stopping: AbortSignal): Promise<Launch> {
    const { id } = claimed.call;
    try {
      const startAt = Math.max(Date.now(), slot.getTime() - this.leadMs);
      await sleep(startAt - Date.now(), stopping);
      if (stopping.aborted) return await this.giveBack(claimed);
      if (this.isTooLate(slot)) return 'missed';
      return await this.start(claimed, slot, startAt);
    } catch (error) {
      // Whether its attempt was stored nobody can tell: if not, its lease ends; if so, it is looked for at Twilio.
      this.logger.warn(`Call ${id} was not dialled: ${String(error)}`);
      return 'dropped';
    }
  }

  private async start(claimed: ClaimedCall, slot: Date, startAt: number): Promise<Launch> {
    const begun = await this.attempts.begin(claimed.call, claimed.fence, slot);
    if (begun.kind === 'held') return this.giveBack(claimed);
    if (begun.kind === 'gone') return 'dropped';
    this.lead.observe(Date.now() - startAt);
    await this.untilSlot(slot);
    await this.dial(begun.call);
    return 'dialled';
  }

  /** Waits for the slot, or for another where that has passed meanwhile: what is stored is dialled, some time. */
  private async untilSlot(slot: Date): Promise<void> {
    let at: Date | undefined = slot;
    for (let slots = 0; at && slots < MOST_SLOTS; slots += 1) {
      await sleep(at.getTime() - Date.now());
      if (!this.isTooLate(at)) return;
      const reserved = await this.pace.reserve(1, { horizonMs: LATE_HORIZON_MS });
      at = 'slots' in reserved ? reserved.slots[0] : undefined;
    }
  }

  /** Calls that were all late would be dialled at once: too many in one second. */
  private isTooLate(slot: Date): boolean {
    return Date.now() > slot.getTime() + this.pace.slackMs;
  }

  private async dial(call: Call): Promise<void> {
    try {
      await this.dialling.dial(call, 'queue');
    } catch (error) {
      // Twilio's answer is stored already, and what follows from it.
      if (error instanceof TwilioError) return;
      this.logger.error(`Call ${call.id}: what became of dialling it could not be stored`, error);
    }
  }

  private async giveBack(claimed: ClaimedCall): Promise<Launch> {
    await this.claims.giveBack(claimed);
    return 'dropped';
  }
}
