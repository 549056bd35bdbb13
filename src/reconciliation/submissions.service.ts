import { Injectable, Logger } from '@nestjs/common';
import { CallChecksService } from '../calls/checks/call-checks.service.js';
import type { Attempt, Call } from '../calls/model/call.js';
import type { Check } from '../calls/model/call-check.js';
import { callNews } from '../calls/news/call-news.js';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { Environment } from '../config/environment.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import { AFTER_MS, BEFORE_MS, CandidatesService } from './candidates.service.js';

const NO_TRACE = {
  code: 'not-dialled',
  message: 'Twilio gave no clear answer to the request, and has no such call',
};

/** Settles what became of a request to dial that got no clear answer. It never guesses, and never dials again. */
@Injectable()
export class SubmissionsService {
  private readonly logger = new Logger(SubmissionsService.name);

  constructor(
    private readonly checks: CallChecksService,
    private readonly callbacks: CallNewsService,
    private readonly candidates: CandidatesService,
    private readonly environment: Environment,
  ) {}

  /**
   * Looks for the call at Twilio. Takes the one whose URLs name it; else the only one that can be it, once Twilio will
   * tell no more. Gives the call up when it is overdue and Twilio shows no trace of it. Throws TwilioError.
   */
  async settle(call: Call, attempt: Attempt, check?: Check): Promise<void> {
    const candidates = await this.candidates.find(call, attempt);
    const ours = candidates.find(({ kind }) => kind === 'ours');
    if (ours) return this.adopt(call, attempt, ours.found, check);
    const [only, ...others] = candidates.filter(({ kind }) => kind !== 'not ours');
    if (!only) return this.giveUp(call, attempt);
    if (only.kind === 'unnamed' && others.length === 0 && (await this.isAlone(call, attempt)))
      await this.adopt(call, attempt, only.found, check);
  }

  /** Whether no other call without a clear answer was made to this number around that time. */
  private async isAlone({ to }: Call, { createdAt }: Attempt): Promise<boolean> {
    const at = createdAt.getTime();
    const near = BEFORE_MS + AFTER_MS;
    return (await this.checks.countUnknown(to, new Date(at - near), new Date(at + near))) === 1;
  }

  private async giveUp(call: Call, { n, createdAt }: Attempt): Promise<void> {
    await this.checks.countOut(call, n);
    if (Date.now() - createdAt.getTime() <= this.environment.submissionDeadlineSeconds * 1000) return;
    await this.checks.giveUp(call, NO_TRACE);
    this.logger.warn(`Call ${call.id} left no trace at Twilio and counts as failed`);
  }

  private async adopt(call: Call, { n }: Attempt, found: TwilioCall, check?: Check): Promise<void> {
    const ref = { callId: call.id, n, sid: found.sid };
    const outcome = await this.callbacks.learn(ref, callNews(found), check);
    this.logger.log(`Call ${call.id} was dialled as ${found.sid}, as Twilio's list shows (${outcome})`);
  }
}
