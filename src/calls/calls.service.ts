import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { Recording } from '../recordings/recording.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { UsersService } from '../users/users.service.js';
import { type Call, type CallRequest, checkAfter, newCall } from './call.js';
import { CallNotFoundError } from './call.errors.js';
import type { CallEvent } from './call-event.js';
import { CallbacksService } from './callbacks.service.js';
import { CallsRepository } from './calls.repository.js';

/** How long placing goes on being tried, beside the time of one request; see TwilioService.placeCall. */
const PLACING_RETRIES_SECONDS = 6;

/** A call with what other rooms know of it. */
export interface CallDetails {
  call: Call;
  /** The user's id, or the `userExternalId` itself while there is no such user. */
  userId: string;
  /** Oldest first. */
  recordings: Recording[];
}

/** Told where nobody knows any more what Twilio said of it. */
const COME_BACK_SECONDS = 5;
/** The event of an attempt that Atlas itself saw fail. */
const failureKey = (callId: string, n: number): string => `${callId}:${n}:submission`;

@Injectable()
export class CallsService {
  private readonly logger = new Logger(CallsService.name);

  constructor(
    private readonly calls: CallsRepository,
    private readonly callbacks: CallbacksService,
    private readonly recordings: RecordingsService,
    private readonly users: UsersService,
    private readonly twilio: TwilioService,
    private readonly environment: Environment,
  ) {}

  /**
   * Stores the call, asks Twilio to dial it, stores what Twilio said. Throws TwilioError where nothing was dialled;
   * where nobody can tell, the call is answered as it stands, its submission `unknown`. Where there is a call with
   * this id it fails, and nothing is dialled.
   */
  async place(request: CallRequest, id?: string): Promise<CallDetails> {
    const now = new Date();
    const call = newCall(request, now, checkAfter(now, this.firstCheckSeconds()), id);
    // Looked up before anything is stored: a call whose client got an error is not to be there.
    const user = await this.users.findByHandle(call.userExternalId);
    await this.calls.insert(call);
    return { call: await this.submit(call), userId: user?.id ?? call.userExternalId, recordings: [] };
  }

  /** By the call's id or any of its SIDs; with events. Throws CallNotFoundError. */
  async getDetails(idOrSid: string): Promise<CallDetails> {
    const call = await this.calls.findWithEvents(idOrSid);
    if (!call) throw new CallNotFoundError(idOrSid);
    return this.withDetails(call);
  }

  /** What became of placing this call, in place of its lost answer; null where it was never stored. Throws TwilioError. */
  async findPlaced(id: string): Promise<CallDetails | null> {
    const call = await this.calls.findWithEvents(id);
    if (!call) return null;
    const [{ n, submission, reason, events = [] }] = call.attempts;
    // A call that was given up later, for want of a trace, has another event: it may have been dialled.
    const wasTold = events.some(({ key }) => key === failureKey(id, n));
    if (wasTold && reason && (submission === 'refused' || submission === 'unsent')) {
      const { code, message } = reason;
      const failure = new TwilioError(submission, { code: Number(code) || code, message });
      throw submission === 'unsent' ? failure.comeBackAfter(COME_BACK_SECONDS) : failure;
    }
    return this.withDetails(call);
  }

  findById(id: string): Promise<Call | null> {
    return this.calls.findById(id);
  }

  existsBySid(sid: string): Promise<boolean> {
    return this.calls.existsBySid(sid);
  }

  /** That feedback was given for an attempt, for lists to filter by. */
  markFeedback(sid: string): Promise<void> {
    return this.calls.mark({ sid }, 'hasFeedback');
  }

  private async withDetails(call: Call): Promise<CallDetails> {
    const [user, recordings] = await Promise.all([
      this.users.findByHandle(call.userExternalId),
      this.recordings.findByCallIds([call.id]),
    ]);
    return { call, userId: user?.id ?? call.userExternalId, recordings: recordings.get(call.id) ?? [] };
  }

  /** Nobody looks into a call while it may still be being placed. */
  private firstCheckSeconds(): number {
    const { reconcileAfterSeconds, twilioTimeoutMs } = this.environment;
    return Math.max(reconcileAfterSeconds, twilioTimeoutMs / 1000 + PLACING_RETRIES_SECONDS);
  }

  private async submit(call: Call): Promise<Call> {
    const { id: callId, to, recordingEnabled, attempts } = call;
    const { n } = attempts[0];
    try {
      const { sid } = await this.twilio.placeCall({ to, callId, attempt: n, recordingEnabled });
      return await this.storeSid(call, sid);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      if (error.outcome === 'unknown') {
        this.logger.warn(`Call ${callId}: Twilio gave no clear answer (${error.reason.code}); not repeated`);
        return call;
      }
      await this.storeFailure(call, error, error.outcome);
      throw error;
    }
  }

  /** A SID that cannot be stored is not lost: Twilio's callbacks carry the call's id, and bring it again. */
  private async storeSid(call: Call, sid: string): Promise<Call> {
    const [attempt] = call.attempts;
    const event: CallEvent = {
      key: `${sid}:submission`,
      source: 'api',
      kind: 'submission',
      status: 'initiated',
      receivedAt: new Date(),
      params: { sid },
    };
    try {
      const outcome = await this.callbacks.learn({ callId: call.id, n: attempt.n, sid }, event);
      if (outcome === 'mismatched') return await this.keepStored(call, sid);
    } catch (error) {
      this.logger.error(
        `Call ${call.id}: its SID ${sid} could not be stored; callbacks will settle it`,
        error,
      );
      return call;
    }
    return { ...call, attempts: [{ ...attempt, sid, submission: 'accepted' }] };
  }

  /** Another SID came first, or another call has this one: what is stored is what later answers will say. */
  private async keepStored(call: Call, sid: string): Promise<Call> {
    this.logger.error(
      `Call ${call.id}: Twilio says that it dialled it as ${sid}, which is not to be believed`,
    );
    const [attempt] = call.attempts;
    const { sid: known, submission } = (await this.calls.findById(call.id))?.attempts[0] ?? attempt;
    return { ...call, attempts: [{ ...attempt, ...(known && { sid: known }), submission }] };
  }

  private async storeFailure(call: Call, error: TwilioError, outcome: 'refused' | 'unsent'): Promise<void> {
    const [{ n }] = call.attempts;
    const reason = { code: String(error.reason.code), message: error.reason.message };
    await this.calls.markUndialled({ callId: call.id, n }, outcome, reason, {
      key: failureKey(call.id, n),
      source: 'atlas',
      kind: 'submission',
      status: 'failed',
      receivedAt: new Date(),
      params: { outcome, ...reason },
    });
  }
}
