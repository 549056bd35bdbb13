import { Injectable, Logger } from '@nestjs/common';
import pThrottle from 'p-throttle';
import { type Call, callStatus, lastAttempt } from '../calls/model/call.js';
import type { CallEvent } from '../calls/model/call-event.js';
import { CallChecksService, type ClaimedCall } from '../calls/checks/call-checks.service.js';
import { callNews, goneNews } from '../calls/news/call-news.js';
import { isFinal } from '../calls/model/call-status.js';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { CallsService } from '../calls/view/calls.service.js';
import { Environment } from '../config/environment.js';
import { recordingNews } from '../recordings/recording-news.js';
import { NOT_FOUND, TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { nextCheck } from './next-check.js';
import { SubmissionsService } from './submissions.service.js';

/** Calls that one instance looks into at a time, and how many it begins in a second: Twilio's API is shared. */
const BATCH = 20;
const CALLS_PER_SECOND = 20;
/** One run of the job, well within its lock. */
const RUN_MS = 5_000;
const DAY_MS = 24 * 3_600_000;
/** Longer than looking into a batch takes; a killed instance's calls are looked into after it. */
const LEASE_SECONDS = 30;

/** What became of the calls that were looked into. */
export interface Reconciled {
  checked: number;
  /** Of these, those whose status Twilio's answer moved. */
  repaired: number;
}

/** Asks Twilio what became of calls that should have moved, and repairs what Atlas knows of them. */
@Injectable()
export class ReconcilerService {
  private readonly logger = new Logger('Reconciliation');
  private readonly askPaced = pThrottle({ limit: CALLS_PER_SECOND, interval: 1_000 })(
    (claimed: ClaimedCall) => this.askTwilio(claimed.call, claimed.leaseUntil),
  );

  constructor(
    private readonly calls: CallsService,
    private readonly checks: CallChecksService,
    private readonly callbacks: CallNewsService,
    private readonly submissions: SubmissionsService,
    private readonly twilio: TwilioService,
    private readonly environment: Environment,
  ) {}

  /** Looks into the calls whose check is due, batch by batch, until none is left or the time is over. */
  async reconcile(): Promise<Reconciled> {
    const deadline = Date.now() + RUN_MS;
    const total = { checked: 0, repaired: 0 };
    for (let due = BATCH; due === BATCH && Date.now() < deadline;) {
      const claimed = await this.checks.claimDue(BATCH, LEASE_SECONDS);
      const moved = await Promise.all(claimed.map((each) => this.check(each)));
      due = claimed.length;
      total.checked += due;
      total.repaired += moved.filter(Boolean).length;
    }
    if (total.repaired > 0) this.logger.log(`${total.repaired} of ${total.checked} calls repaired`);
    return total;
  }

  /** Looks into one call now, by its id or any of its SIDs. Throws CallNotFoundError, TwilioError. */
  async sync(idOrSid: string): Promise<void> {
    const { call } = await this.calls.getDetails(idOrSid);
    await this.askTwilio(call);
  }

  /** Whether the call's status moved. What Twilio does not answer now is asked again later. */
  private async check(claimed: ClaimedCall): Promise<boolean> {
    const { call } = claimed;
    const sid = lastAttempt(call)?.sid;
    if (sid) await this.callbacks.attachWaiting(sid);
    try {
      if (this.nextCheck(call)) await this.askPaced(claimed);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      this.logger.warn(`Call ${call.id} could not be looked into: ${error.reason.code}`);
    }
    await this.checks.followUp(call);
    const now = (await this.calls.findById(call.id)) ?? call;
    await this.checks.endClaim(claimed, this.nextCheck(now));
    return callStatus(now) !== callStatus(call);
  }

  private nextCheck(call: Call): Date | null {
    return nextCheck(call, new Date(), this.environment.reconcileAfterSeconds);
  }

  private async askTwilio(call: Call, checkAt?: Date): Promise<void> {
    const last = lastAttempt(call);
    if (!last?.sid) {
      if (last?.submission === 'unknown') await this.submissions.settle(call, last, checkAt);
      return;
    }
    const { sid, n } = last;
    const news = await this.newsOf(call, sid);
    // First, for what is learnt of the call may leave nothing to look into, and this may be cut short.
    if (call.recordingEnabled && news.status && isFinal(news.status))
      await this.fetchRecordings(call, sid, n);
    await this.callbacks.learn({ callId: call.id, n, sid }, news, checkAt);
  }

  private async newsOf(call: Call, sid: string): Promise<CallEvent> {
    try {
      return callNews(await this.twilio.fetchCall(sid));
    } catch (error) {
      const isGone = error instanceof TwilioError && error.isRefusal(NOT_FOUND);
      // A day, for an account that is set wrongly for a while knows none of its calls.
      if (isGone && Date.now() - call.createdAt.getTime() > DAY_MS) return goneNews(sid);
      throw error;
    }
  }

  private async fetchRecordings(call: Call, callSid: string, attempt: number): Promise<void> {
    const owner = { callId: call.id, attempt, callSid };
    for (const recording of await this.twilio.listRecordings(callSid)) {
      await this.callbacks.learnRecording(recording.sid, owner, recordingNews(recording));
    }
  }
}
