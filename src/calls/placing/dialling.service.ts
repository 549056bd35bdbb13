import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { SpanEnd } from '../../tracing/span.js';
import { currentTrace, inSpan } from '../../tracing/tracing.js';
import { HELD, type SendGate } from '../../twilio/send-gate.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Attempt, type Call, lastAttempt } from '../model/call.js';
import { UNCLEAR_MS } from '../model/call-check.js';
import type { CallEvent } from '../model/call-event.js';
import type { FailureReason } from '../model/call-step.js';
import { failureKey } from '../model/failure-key.js';
import { CallNewsService } from '../news/call-news.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';

/** What Twilio said, or why it said nothing, in words. */
export const reasonOf = ({ reason }: TwilioError): FailureReason => ({
  code: String(reason.code),
  message: reason.message,
});

/** Twilio's words may hold the number: its code tells as much. */
const endOf = (error: TwilioError | null): SpanEnd =>
  error
    ? {
        facts: { 'atlas.dial.outcome': error.outcome, 'atlas.dial.code': String(error.reason.code) },
        isFailed: error.reason.code !== HELD,
      }
    : { facts: { 'atlas.dial.outcome': 'accepted' } };

/** Asks Twilio to dial an attempt that is stored already, once, and stores what Twilio said. */
@Injectable()
export class DiallingService {
  private readonly logger = new Logger(DiallingService.name);

  constructor(
    private readonly events: CallEventsService,
    private readonly news: CallNewsService,
    private readonly followUps: FollowUpsService,
    private readonly twilio: TwilioService,
    private readonly environment: Environment,
  ) {}

  /**
   * Asks for the call's last attempt, at the moment that the gate chooses. Null where Twilio dials it, and its SID is
   * stored; else why not, and nothing is stored.
   */
  async dial(call: Call, gate: SendGate): Promise<TwilioError | null> {
    const attempt = this.last(call);
    const facts = { 'atlas.call_id': call.id, 'atlas.attempt': attempt.n };
    const span = { name: 'dial', parent: call.trace, facts };
    return inSpan(span, () => this.ask(call, attempt, gate), endOf);
  }

  private async ask(call: Call, attempt: Attempt, gate: SendGate): Promise<TwilioError | null> {
    const { id: callId, to, recordingEnabled, plan } = call;
    const { ringSeconds = this.environment.ringSeconds } = call;
    const limits = { ringSeconds, maxSeconds: this.environment.maxCallSeconds };
    const wishes = { recordingEnabled, hasPlan: !!plan, machineDetection: plan?.machineDetection, ...limits };
    const asked = { to, callId, attempt: attempt.n, trace: currentTrace(), ...wishes };
    try {
      const { sid } = await this.twilio.placeCall(asked, gate);
      await this.storeSid(call, attempt, sid);
      return null;
    } catch (error) {
      if (error instanceof TwilioError) return error;
      throw error;
    }
  }

  /** Nothing was dialled, and nothing is repeated for it. */
  async fail(call: Call, error: TwilioError): Promise<void> {
    const { n } = this.last(call);
    const reason = reasonOf(error);
    const submission = error.outcome === 'refused' ? 'refused' : 'unsent';
    const event: CallEvent = {
      key: failureKey(call.id, n),
      source: 'atlas',
      kind: 'submission',
      status: 'failed',
      receivedAt: new Date(),
      params: { outcome: submission, ...reason },
    };
    const { id: callId, plan } = call;
    await this.events.record({ kind: 'undialled', callId, n, submission, reason, event, hasPlan: !!plan });
    if (call.plan) await this.followUps.after(call.id);
  }

  /** Nobody can tell whether it was dialled: it is not repeated, and looked for at Twilio. */
  async leaveUnclear(call: Call, { reason }: TwilioError): Promise<void> {
    this.logger.warn(`Call ${call.id}: Twilio gave no clear answer (${reason.code}); not repeated`);
    const { key } = this.last(call);
    const checkAt = new Date(Date.now() + UNCLEAR_MS);
    if (key) await this.events.record({ kind: 'unclear', callId: call.id, key, checkAt });
  }

  private last(call: Call): Attempt {
    const attempt = lastAttempt(call);
    if (!attempt) throw new Error(`Call ${call.id} has no attempt to dial`);
    return attempt;
  }

  /** A SID that cannot be stored is not lost: Twilio's callbacks carry the call's id, and bring it again. */
  private async storeSid({ id: callId }: Call, { n }: Attempt, sid: string): Promise<void> {
    const event: CallEvent = {
      key: `${sid}:submission`,
      source: 'api',
      kind: 'submission',
      status: 'initiated',
      receivedAt: new Date(),
      params: { sid },
    };
    try {
      if ((await this.news.learn({ callId, n, sid }, event)) !== 'mismatched') return;
      this.logger.error(
        `Call ${callId}: Twilio says that it dialled it as ${sid}, which is not to be believed`,
      );
    } catch (error) {
      this.logger.error(
        `Call ${callId}: its SID ${sid} could not be stored; callbacks will settle it`,
        error,
      );
    }
  }
}
