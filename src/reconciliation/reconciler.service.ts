import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { CallChecksService, type ClaimedCall } from '../calls/checks/call-checks.service.js';
import { type Call, callStatus, lastAttempt } from '../calls/model/call.js';
import { type Check, URGENCIES, type Urgency } from '../calls/model/call-check.js';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { CallsService } from '../calls/view/calls.service.js';
import { DueCalls } from './due-calls.js';
import { InquiriesService } from './inquiries.service.js';

/** How many calls one instance looks into at a time. */
const PLACES = 40;
/** Places that calls of this urgency leave free, so that slow answers do not keep more urgent calls waiting. */
const LEFT_FREE: Record<Urgency, number> = { 0: 0, 1: 10, 2: 20 };
/** Longer than looking into a call takes. The calls of a killed instance are claimed by others after it. */
const LEASE_SECONDS = 60;
/** Milliseconds after which further calls are claimed, at the latest, while calls are looked into. */
const LOOK_MS = 100;

/** What became of the calls that were looked into. */
export interface Reconciled {
  checked: number;
  /** How many of them got another status from Twilio's answer. */
  repaired: number;
}

/** Asks Twilio what became of calls that should have moved, and repairs what Atlas knows of them. */
@Injectable()
export class ReconcilerService {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly calls: CallsService,
    private readonly checks: CallChecksService,
    private readonly callbacks: CallNewsService,
    private readonly inquiries: InquiriesService,
  ) {}

  /**
   * Looks into all calls whose check is due, the most urgent first; before `wideFrom` (milliseconds of `performance.now()`)
   * only into those without an end. The signal stops it early.
   */
  async reconcile(stopping?: AbortSignal, wideFrom = 0): Promise<Reconciled> {
    const total = { checked: 0, repaired: 0 };
    // One question while there is nothing to do; when it is time for all, it is for all urgencies.
    if (performance.now() >= wideFrom && !(await this.checks.hasDue())) return total;
    const running = new Set<Promise<void>>();
    const due = new DueCalls(this.checks, wideFrom);
    try {
      for (let some = true; some || running.size > 0;) {
        const [claimed, mayBeMore] = await this.claim(due, running.size, stopping);
        some = mayBeMore;
        for (const each of claimed) {
          const look = this.look(each, total, stopping).finally(() => running.delete(look));
          running.add(look);
        }
        await allOf(running, LOOK_MS);
      }
    } finally {
      await Promise.all(running);
    }
    if (total.repaired > 0) this.logger.log(`${total.repaired} of ${total.checked} calls repaired`);
    return total;
  }

  /**
   * Asks now for all that is left to learn of one call, named by its id or any of its SIDs. It is no error when Twilio
   * does not know the call. Throws CallNotFoundError, TwilioError.
   */
  async sync(idOrSid: string): Promise<void> {
    const { call: found } = await this.calls.getShown(idOrSid);
    const call = await this.checks.get(found.id);
    const n = lastAttempt(call)?.n;
    const { look } = await this.inquiries.ask(call, { isWanted: () => true, statusOf: n });
    await this.checks.note(call, look.asked);
    const failure = look.failures.find(
      ({ n: of, part }) => of === n && (part === 'status' || part === 'submission'),
    );
    if (failure) throw failure.error;
  }

  /** Claims calls for the free places, the most urgent first; answers them, and whether more may be due. */
  private async claim(
    due: DueCalls,
    running: number,
    stopping?: AbortSignal,
  ): Promise<[ClaimedCall[], boolean]> {
    const all: ClaimedCall[] = [];
    let mayBeMore = false;
    for (const urgency of URGENCIES) {
      const free = PLACES - LEFT_FREE[urgency] - running - all.length;
      if (free <= 0 || stopping?.aborted) break;
      const taken = await due.take(urgency, free);
      mayBeMore ||= taken.length > 0;
      const claims = await Promise.all(taken.map((each) => this.checks.claim(each, LEASE_SECONDS)));
      all.push(...claims.filter((claimed) => claimed !== null));
    }
    return [all, mayBeMore];
  }

  /** Never fails: after an error the call is looked into again when its lease has ended. */
  private async look(claimed: ClaimedCall, total: Reconciled, stopping?: AbortSignal): Promise<void> {
    try {
      const after = await this.check(claimed, stopping);
      total.checked += 1;
      if (callStatus(after) !== callStatus(claimed.call)) total.repaired += 1;
    } catch (error) {
      this.logger.error(`Call ${claimed.call.id} could not be looked into`, error);
    }
  }

  private async check(claimed: ClaimedCall, stopping?: AbortSignal): Promise<Call> {
    const { call, leaseUntil } = claimed;
    const check: Check = { urgency: call.check?.urgency ?? 0, at: leaseUntil };
    if (check.urgency < 2) await this.attachWaiting(call);
    const now = Date.now();
    const { look, next } = await this.inquiries.ask(call, {
      isWanted: ({ at }) => at.getTime() <= now,
      check,
      stopping,
    });
    await this.checks.followUp(look.call);
    await this.checks.endClaim(claimed, next, look.asked);
    return look.call;
  }

  /** Takes the callbacks that still wait for one of the call's SIDs because of a crash. */
  private async attachWaiting({ attempts }: Call): Promise<void> {
    for (const { sid } of attempts) if (sid) await this.callbacks.attachWaiting(sid);
  }
}

/** Waits until all of these have ended, or this many milliseconds. */
const allOf = async (running: Set<Promise<void>>, ms: number): Promise<void> => {
  const tooLong = new AbortController();
  await Promise.race([
    Promise.all(running),
    sleep(ms, undefined, { signal: tooLong.signal }).catch(() => null),
  ]);
  tooLong.abort();
};
