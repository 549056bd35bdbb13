import { Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { PaceService } from '../pace/pace.service.js';
import { type Promoted, PromotionService } from './promotion.service.js';
import { sleep } from './sleep.js';

/** How often an instance looks for calls that are due, and how far ahead: an idle one rarely, a busy one not far. */
const IDLE = { tickMs: 5_000, aheadMs: 5_500 };
const BUSY = { tickMs: 250, aheadMs: 500 };
/** So much later than the leader the other instances look for calls that are due; where there are many, it is at work. */
const LEADERS_START_MS = 1_000;
const LEADERS_BACKLOG_MS = 10_000;
/** Many calls get turns no faster than this, or twice as fast as they are dialled: each turn is a write, and the dialled ones need theirs. */
const TURNS_PER_SECOND = 250;

/** Has calls given their turns as they become due, with few looks at the database. */
@Injectable()
export class DueWatchService {
  private nextDueAt = 0;
  private nextTickAt = 0;
  private othersLookAt = 0;
  private isTold = false;
  private led = true;
  private hadDue = false;
  private working?: Promise<void>;
  private failure?: { error: unknown };
  private readonly turnMs: number;

  constructor(
    private readonly promotion: PromotionService,
    private readonly pace: PaceService,
    { twilioCps }: Environment,
  ) {
    this.turnMs = 1000 / Math.max(TURNS_PER_SECOND, 2 * twilioCps);
  }

  /** Calls have come: the next look asks, whatever the last one saw ahead. */
  lookAgain(): void {
    this.isTold = true;
  }

  /** When it is worth looking again. */
  get waitMs(): number {
    const isMine = this.pace.mayLead || !this.expectsCalls;
    return this.working ? Infinity : (isMine ? this.nextDueAt : this.othersLookAt) - Date.now();
  }

  /** Sees to what is due, if it is time; answers whether calls have got turns, as far as this instance knows. */
  async look(): Promise<'some' | 'perhaps' | 'none'> {
    this.throwFailure();
    if (this.working) return 'perhaps';
    const now = Date.now();
    // Who led until now leaves what is due to the one that leads since.
    if (this.hasComeToLead()) this.isTold = true;
    if (!this.isTold && now < this.nextDueAt) return 'none';
    // The others leave it to the leader to find calls that are due, and see to those that it does not.
    if (!this.isTold && this.expectsCalls && !(await this.isMine(now))) return 'perhaps';
    this.isTold = false;
    const promoted = await this.promote(now);
    // Many calls take long, and those that have turns already are dialled meanwhile.
    if (promoted.isBacklog) this.working = this.workOff(promoted, now);
    return promoted.due > 0 ? 'some' : 'none';
  }

  private async promote(now: number): Promise<Promoted> {
    const { tickMs, aheadMs } = this.hadDue ? BUSY : IDLE;
    const promoted = await this.promotion.promote(aheadMs);
    this.hadDue = promoted.due > 0;
    this.nextTickAt = now + tickMs;
    this.nextDueAt = Math.min(promoted.nextAt?.getTime() ?? Infinity, this.nextTickAt);
    this.othersLookAt = this.nextDueAt + (promoted.isBacklog ? LEADERS_BACKLOG_MS : LEADERS_START_MS);
    return promoted;
  }

  private async workOff(first: Promoted, firstAt: number): Promise<void> {
    let [promoted, begunAt] = [first, firstAt];
    try {
      while (promoted.isBacklog) {
        const spentMs = Date.now() - begunAt;
        await sleep(Math.max(spentMs, promoted.due * this.turnMs - spentMs));
        if (!this.pace.mayLead) return;
        begunAt = Date.now();
        promoted = await this.promote(begunAt);
      }
    } catch (error) {
      this.failure = { error };
    } finally {
      this.working = undefined;
    }
  }

  private hasComeToLead(): boolean {
    const { led } = this;
    this.led = this.pace.mayLead;
    return this.led && !led;
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure.error;
  }

  private async isMine(now: number): Promise<boolean> {
    await this.pace.state();
    return this.pace.mayLead || now >= this.othersLookAt;
  }

  /** Whether some are surely due by then: one was seen ahead, or many came lately. */
  private get expectsCalls(): boolean {
    return this.hadDue || this.nextDueAt < this.nextTickAt;
  }
}
