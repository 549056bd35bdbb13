import { Injectable } from '@nestjs/common';
import { CALL_NOT_IN_PROGRESS, NOT_FOUND, TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, lastAttempt } from '../model/call.js';
import type { CallEvent } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';
import { CallChangingError } from '../model/call.errors.js';
import type { WishKind } from '../model/call-step.js';
import { wasWished } from '../model/wish.js';
import { callNews, fulfilledNews, refusalNews } from '../news/call-news.js';
import { CallNewsService } from '../news/call-news.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { type CallDetails, CallsService } from '../view/calls.service.js';
import { type EndingState, endingStateOf, isSettled } from './call-control.js';
import { WishesService } from './wishes.service.js';

/** A call changes hands at most a few times before a wish is stored. */
const TRIES = 8;
const CANCELED = { code: 'canceled', message: "Canceled at a client's wish before it was dialled" };

/** One denial to know a call proves nothing: the wish is stored, and Twilio is asked again. */
const UNKNOWN_YET = new TwilioError(
  'unknown',
  { code: NOT_FOUND, message: 'it does not know the call at this moment' },
  5,
  'idempotent',
);

/** Whether the call's own state shows why it cannot be ended so. */
const isTooLate = ({ status }: CallEvent, kind: WishKind): boolean =>
  status !== undefined && (isFinal(status) || (kind === 'cancel' && status === 'in-progress'));

/** A wish that is stored, by this request or by one before it, and the attempt that it is about. */
interface StoredWish {
  kind: WishKind;
  isNew: boolean;
  live: { callId: string; n: number; sid: string };
}

/** Ends calls at a client's wish. The same wish again finds the call ended, and is answered like the first. */
@Injectable()
export class CallControlService {
  constructor(
    private readonly calls: CallsService,
    private readonly events: CallEventsService,
    private readonly news: CallNewsService,
    private readonly followUps: FollowUpsService,
    private readonly wishes: WishesService,
    private readonly twilio: TwilioService,
  ) {}

  /**
   * Ends the call, by its id or any of its SIDs: the wish is stored first, and from then on no attempt begins. Twilio
   * may take a moment: the call is answered as it is then. Throws CallNotFoundError, TwilioError, and a conflict that
   * says why it is too late.
   */
  async end(idOrSid: string, kind: WishKind): Promise<CallDetails> {
    let details = await this.calls.getDetails(idOrSid);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const state = endingStateOf(details.call, kind);
      if (state.kind === 'ended') return this.confirm(details, kind);
      const stored = await this.store(details.call, kind, state);
      if (stored) return this.carryOut(stored, details.call, kind);
      details = await this.calls.getDetails(details.call.id);
    }
    throw new CallChangingError();
  }

  /** False where the call has changed since it was looked at, and nothing was stored. */
  private async store(call: Call, kind: WishKind, state: EndingState): Promise<StoredWish | boolean> {
    const { id: callId, attempts } = call;
    const at = new Date();
    const wish = { kind, at };
    if (state.kind === 'waiting') {
      const over = { ...CANCELED, at };
      const change = { kind: 'ended', callId, attempts: attempts.length, status: 'canceled' } as const;
      return this.events.apply({ ...change, over, wish });
    }
    const isLive = state.kind === 'live';
    const isNew = !wasWished(call, kind);
    const isStored =
      !isNew ||
      (await this.events.apply({ kind: 'wished', callId, attempts: attempts.length, isLive, wish }));
    if (!isStored || state.kind !== 'live') return isStored;
    return { kind, isNew, live: { callId, n: state.n, sid: state.sid } };
  }

  private async carryOut(stored: StoredWish | true, call: Call, kind: WishKind): Promise<CallDetails> {
    const failure = stored === true ? null : await this.ask(stored);
    // The wish may have come between an attempt's end and what follows from it.
    if (call.plan) await this.followUps.after(call.id);
    const after = await this.calls.getDetails(call.id);
    const { kind: state } = endingStateOf(after.call, kind);
    if (state === 'ended') return this.confirm(after, kind);
    // Where Twilio refused, what it says of the call tells why; if it says that nothing stands in the way, Twilio answers.
    if (failure) throw failure;
    return after;
  }

  /** Who is told that a wish is fulfilled is told so again, whatever Twilio answers to another request meanwhile. */
  private async confirm(details: CallDetails, kind: WishKind): Promise<CallDetails> {
    const { call } = details;
    const { n, sid } = lastAttempt(call) ?? {};
    if (isSettled(call, kind) || !sid) return details;
    await this.news.learn({ callId: call.id, n, sid }, fulfilledNews(kind));
    return this.calls.getDetails(call.id);
  }

  /** Learns what Twilio answers. Its refusal is answered, not thrown, once the real state is learnt too. */
  private async ask({ kind, isNew, live }: StoredWish): Promise<TwilioError | null> {
    try {
      await this.wishes.carryOut(kind, live);
      return null;
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      if (error.isRefusal(NOT_FOUND)) return UNKNOWN_YET;
      if (!error.isRefusal(CALL_NOT_IN_PROGRESS)) throw error;
      const real = callNews(await this.twilio.fetchCall(live.sid));
      await this.news.learn(live, real);
      const { code, message } = error.reason;
      // An earlier request's wish is not refused by this: that request may be what ended the call.
      if (isNew && isTooLate(real, kind))
        await this.news.learn(live, refusalNews(kind, String(code), message));
      return error;
    }
  }
}
