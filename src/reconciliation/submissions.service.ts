import { Injectable, Logger } from '@nestjs/common';
import type { Attempt, Call } from '../calls/model/call.js';
import { callNews } from '../calls/news/call-news.js';
import { CallChecksService } from '../calls/checks/call-checks.service.js';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { CallsService } from '../calls/view/calls.service.js';
import { Environment } from '../config/environment.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioService } from '../twilio/twilio.service.js';

/** Clocks differ, and a request may take a while: a call that Twilio made for ours lies within these. */
const BEFORE_MS = 30_000;
const AFTER_MS = 90_000;
/** All of them: one that is left out would be mistaken for a call that was never made. */
const CANDIDATES = 1_000;

const NO_TRACE = {
  code: 'not-dialled',
  message: 'Twilio gave no clear answer to the request, and has no such call',
};

/** What one of Twilio's calls may be to a call of ours. */
type Candidate = 'ours' | 'not ours' | 'nobody knows';

/** The call that a URL of ours names. */
const callIdIn = (url: string): string | null =>
  URL.canParse(url) ? new URL(url).searchParams.get('call_id') : null;

/** Settles what became of a request to dial that got no clear answer. It never guesses, and never repeats. */
@Injectable()
export class SubmissionsService {
  private readonly logger = new Logger(SubmissionsService.name);

  constructor(
    private readonly calls: CallsService,
    private readonly checks: CallChecksService,
    private readonly callbacks: CallNewsService,
    private readonly twilio: TwilioService,
    private readonly account: TwilioAccount,
    private readonly environment: Environment,
  ) {}

  /** Looks for the call at Twilio: adopts it, or gives it up once it is overdue and leaves no trace. Throws TwilioError. */
  async settle(call: Call, attempt: Attempt, checkAt?: Date): Promise<void> {
    const candidates = await this.candidates(call, attempt);
    const kinds = await Promise.all(candidates.map((candidate) => this.kindOf(candidate, call)));
    const ours = candidates.find((_, i) => kinds[i] === 'ours');
    if (ours) return this.adopt(call, attempt, ours, checkAt);
    const [only, ...others] = candidates.filter((_, i) => kinds[i] === 'nobody knows');
    if (only && others.length === 0 && (await this.isAlone(call, attempt))) {
      return this.adopt(call, attempt, only, checkAt);
    }
    if (!only && this.isOverdue(attempt)) {
      await this.checks.giveUp(call, NO_TRACE);
      this.logger.warn(`Call ${call.id} left no trace at Twilio and counts as failed`);
    }
  }

  /** Twilio's calls between the same numbers, made when ours was, that no call of ours has. */
  private async candidates(call: Call, { createdAt }: Attempt): Promise<TwilioCall[]> {
    const at = createdAt.getTime();
    const listed = await this.twilio.listCalls({
      to: call.to,
      from: this.account.fromNumber,
      createdAfter: new Date(at - BEFORE_MS),
      createdBefore: new Date(at + AFTER_MS),
      limit: CANDIDATES,
    });
    const known = await Promise.all(listed.map(({ sid }) => this.calls.existsBySid(sid)));
    return listed.filter((_, i) => !known[i]);
  }

  /** The URLs that Twilio asked for a call name the call of ours that it was made for. */
  private async kindOf({ sid }: TwilioCall, call: Call): Promise<Candidate> {
    const events = await this.twilio.listCallEvents(sid);
    const named = events.map(({ url }) => callIdIn(url)).find(Boolean);
    if (!named) return 'nobody knows';
    return named === call.id ? 'ours' : 'not ours';
  }

  /** Whether no other unsettled call to this number was made so near that the candidate may be its. */
  private async isAlone({ to }: Call, { createdAt }: Attempt): Promise<boolean> {
    const at = createdAt.getTime();
    const near = BEFORE_MS + AFTER_MS;
    return (await this.checks.countUnknown(to, new Date(at - near), new Date(at + near))) === 1;
  }

  private async adopt(call: Call, { n }: Attempt, found: TwilioCall, checkAt?: Date): Promise<void> {
    const outcome = await this.callbacks.learn(
      { callId: call.id, n, sid: found.sid },
      callNews(found),
      checkAt,
    );
    this.logger.log(`Call ${call.id} was dialled as ${found.sid}, as Twilio's list shows (${outcome})`);
  }

  private isOverdue({ createdAt }: Attempt): boolean {
    return Date.now() - createdAt.getTime() > this.environment.submissionDeadlineSeconds * 1000;
  }
}
