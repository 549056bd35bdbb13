import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CALL_NOT_IN_PROGRESS, NOT_FOUND, TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import type { Call } from '../model/call.js';
import { CallChangingError } from '../model/call.errors.js';
import type { CallEvent } from '../model/call-event.js';
import type { Wish, WishKind } from '../model/call-step.js';
import { callNews } from '../news/call-news.js';
import { CallNewsService } from '../news/call-news.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { type CallDetails, CallsService } from '../view/calls.service.js';
import { type EndingState, endingStateOf, refusalKey } from './call-control.js';

/** A call changes hands at most a few times before a wish is stored. */
const TRIES = 8;
const CANCELED = { code: 'canceled', message: "Canceled at a client's wish before it was dialled" };

const STATUS_FOR = { hangup: 'completed', cancel: 'canceled' } as const;

/** A wish that is stored, by this request or by one before it, and the attempt that it is about. */
interface StoredWish {
  wish: Wish;
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
      if (state.kind === 'ended') return details;
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
    const earlier = call.wish?.kind === kind ? call.wish : undefined;
    const wish = earlier ?? { kind, at, key: `${kind}:${randomUUID()}` };
    if (state.kind === 'waiting') {
      const { fence } = state;
      const over = { ...CANCELED, at };
      const change = { kind: 'ended', callId, fence, attempts: attempts.length, status: 'canceled' } as const;
      return this.events.apply({ ...change, over, wish });
    }
    const isLive = state.kind === 'live';
    const isStored =
      earlier !== undefined ||
      (await this.events.apply({ kind: 'wished', callId, attempts: attempts.length, isLive, wish }));
    if (!isStored || state.kind !== 'live') return isStored;
    return { wish, isNew: !earlier, live: { callId, n: state.n, sid: state.sid } };
  }

  private async carryOut(stored: StoredWish | true, call: Call, kind: WishKind): Promise<CallDetails> {
    const failure = stored === true ? null : await this.ask(stored);
    // The wish may have come between an attempt's end and what follows from it.
    if (call.plan) await this.followUps.after(call.id);
    const after = await this.calls.getDetails(call.id);
    // Where Twilio refused, what it says of the call tells why; if it says that nothing stands in the way, Twilio answers.
    if (failure && endingStateOf(after.call, kind).kind !== 'ended') throw failure;
    return after;
  }

  /** Learns what Twilio answers. Its refusal is answered, not thrown, once the real state is learnt too. */
  private async ask({ wish, isNew, live }: StoredWish): Promise<TwilioError | null> {
    const { kind, key } = wish;
    try {
      const answer = await this.twilio.endCall(live.sid, STATUS_FOR[kind]);
      await this.news.learn(live, { ...callNews(answer), key: `${key}:${answer.status}`, kind });
      return null;
    } catch (error) {
      // It is over, or will be told to be: the call is answered as it stands.
      if (error instanceof TwilioError && error.isRefusal(NOT_FOUND)) return null;
      if (!(error instanceof TwilioError && error.isRefusal(CALL_NOT_IN_PROGRESS))) throw error;
      const real = await this.twilio.fetchCall(live.sid);
      await this.news.learn(live, callNews(real));
      // An earlier request's wish is not refused by this: that request may be what ended the call.
      if (isNew) await this.news.learn(live, this.refusal(wish, error));
      return error;
    }
  }

  private refusal({ kind, key }: Wish, { reason }: TwilioError): CallEvent {
    const params = { code: String(reason.code), message: reason.message };
    return { key: refusalKey(key), source: 'api', kind, receivedAt: new Date(), params };
  }
}
