import { Injectable, Logger } from '@nestjs/common';
import type { DialReport } from '../../pace/breaker.js';
import { PaceService } from '../../pace/pace.service.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { type Attempt, type Call, lastAttempt } from '../model/call.js';
import { CallEventsService } from '../events/call-events.service.js';
import type { FailureReason } from '../model/call-step.js';
import type { CallEvent } from '../model/call-event.js';
import { CallNewsService } from '../news/call-news.service.js';
import { CallsRepository } from '../model/calls.repository.js';
import { failureKey } from '../model/failure-key.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';

/** The call after one more change. */
const withLast = (call: Call, attempt: Attempt): Call => ({
  ...call,
  version: call.version + 1,
  attempts: [...call.attempts.slice(0, -1), attempt],
});

/** By then the breaker has heard of the refusal, and lets no other call meet it. */
const BACK_AFTER_MS = 5_000;

const reasonOf = ({ reason }: TwilioError): FailureReason => ({
  code: String(reason.code),
  message: reason.message,
});

const reportOf = (error: TwilioError): DialReport => {
  if (error.concerns === 'account') return { accountRefused: reasonOf(error) };
  return error.outcome === 'refused' ? 'ok' : 'system-error';
};

/** Asks Twilio to dial an attempt that is stored already, once, and stores what Twilio said. */
@Injectable()
export class DiallingService {
  private readonly logger = new Logger(DiallingService.name);

  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly news: CallNewsService,
    private readonly followUps: FollowUpsService,
    private readonly twilio: TwilioService,
    private readonly pace: PaceService,
  ) {}

  /**
   * Dials the call's last attempt; answers the call as it then stands. Throws TwilioError where nothing was dialled;
   * where nobody can tell, the attempt stays `unknown`. A call from the queue goes back there as if it had not been
   * tried where the account was refused, for that says nothing of the call.
   */
  async dial(call: Call, from: 'request' | 'queue'): Promise<Call> {
    const attempt = lastAttempt(call);
    if (!attempt) throw new Error(`Call ${call.id} has no attempt to dial`);
    const { id: callId, to, recordingEnabled, plan } = call;
    try {
      const wishes = { recordingEnabled, hasPlan: !!plan, machineDetection: plan?.machineDetection };
      const asked = { to, callId, attempt: attempt.n, ...wishes };
      const { sid } = await this.twilio.placeCall(asked);
      this.pace.report('ok');
      return await this.storeSid(call, attempt, sid);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      this.pace.report(reportOf(error));
      if (error.outcome === 'unknown') {
        this.logger.warn(`Call ${callId}: Twilio gave no clear answer (${error.reason.code}); not repeated`);
        return call;
      }
      if (from === 'queue' && error.concerns === 'account') await this.undo(call, attempt, error);
      else await this.storeFailure(call, attempt, error, error.outcome);
      throw error;
    }
  }

  private async undo({ id: callId, plan }: Call, { n }: Attempt, error: TwilioError): Promise<void> {
    const at = new Date();
    const wait = { dueAt: new Date(at.getTime() + BACK_AFTER_MS), why: 'error' as const };
    await this.events.record({
      kind: 'undone',
      callId,
      n,
      hasPlan: !!plan,
      reason: reasonOf(error),
      wait,
      at,
    });
  }

  /** A SID that cannot be stored is not lost: Twilio's callbacks carry the call's id, and bring it again. */
  private async storeSid(call: Call, attempt: Attempt, sid: string): Promise<Call> {
    const event: CallEvent = {
      key: `${sid}:submission`,
      source: 'api',
      kind: 'submission',
      status: 'initiated',
      receivedAt: new Date(),
      params: { sid },
    };
    try {
      const outcome = await this.news.learn({ callId: call.id, n: attempt.n, sid }, event);
      if (outcome === 'mismatched') return await this.keepStored(call, attempt, sid);
    } catch (error) {
      this.logger.error(
        `Call ${call.id}: its SID ${sid} could not be stored; callbacks will settle it`,
        error,
      );
      return call;
    }
    return withLast(call, { ...attempt, sid, submission: 'accepted' });
  }

  /** Another SID came first, or another call has this one: what is stored is what later answers will say. */
  private async keepStored(call: Call, attempt: Attempt, sid: string): Promise<Call> {
    this.logger.error(
      `Call ${call.id}: Twilio says that it dialled it as ${sid}, which is not to be believed`,
    );
    const stored = await this.calls.findById(call.id);
    const { sid: known, submission } = (stored && lastAttempt(stored)) ?? attempt;
    const { version } = stored ?? call;
    return { ...withLast(call, { ...attempt, ...(known && { sid: known }), submission }), version };
  }

  private async storeFailure(
    call: Call,
    { n }: Attempt,
    error: TwilioError,
    outcome: 'refused' | 'unsent',
  ): Promise<void> {
    const reason = reasonOf(error);
    const event: CallEvent = {
      key: failureKey(call.id, n),
      source: 'atlas',
      kind: 'submission',
      status: 'failed',
      receivedAt: new Date(),
      params: { outcome, ...reason },
    };
    await this.events.record({ kind: 'undialled', callId: call.id, n, submission: outcome, reason, event });
    if (call.plan) await this.followUps.after(call.id);
  }
}
