import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CALL_NOT_IN_PROGRESS, TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { lastAttempt } from '../model/call.js';
import { openWish, refusalKey, sidToEnd, type Wish } from './call-control.js';
import type { CallEvent } from '../model/call-event.js';
import { callNews } from '../news/call-news.js';
import { CallQueueService } from '../queue/call-queue.service.js';
import { CallbacksService } from '../news/callbacks.service.js';
import type { AttemptRef } from '../model/calls.repository.js';
import { type CallDetails, CallsService } from '../view/calls.service.js';

/** A call changes hands at most a few times before it is dialled. */
const WAITING_TRIES = 5;
const CANCELED = { code: 'canceled', message: "Canceled at a client's wish before it was dialled" };

const STATUS_FOR = { hangup: 'completed', cancel: 'canceled' } as const;

/** A wish as this request made it, or as one before it did. */
interface MadeWish {
  kind: Wish;
  key: string;
  isNew: boolean;
}

/** Ends calls at a client's wish. The same wish again finds the call ended, and is answered like the first. */
@Injectable()
export class CallControlService {
  constructor(
    private readonly calls: CallsService,
    private readonly queue: CallQueueService,
    private readonly callbacks: CallbacksService,
    private readonly twilio: TwilioService,
  ) {}

  /**
   * Has Twilio end the call, by the call's id or any of its SIDs. Twilio may take a moment: the call is answered as it
   * is then. Throws CallNotFoundError, TwilioError, and a conflict that says why it is too late.
   */
  async end(idOrSid: string, kind: Wish): Promise<CallDetails> {
    const details = await this.endWaiting(await this.calls.getDetails(idOrSid));
    const { call } = details;
    const sid = sidToEnd(call, kind);
    if (sid === null) return details;
    const ref = { callId: call.id, n: lastAttempt(call)?.n, sid };
    const wish = await this.make(kind, ref, openWish(call, kind)?.key);
    const failure = await this.ask(wish, ref);
    const after = await this.calls.getDetails(call.id);
    // Where Twilio refused, what it says of the call tells why; if it says that nothing stands in the way, Twilio answers.
    if (failure && sidToEnd(after.call, kind) !== null) throw failure;
    return after;
  }

  /** A call that waits is ended without Twilio, unless it is claimed or dialled at this moment: then it is looked at again. */
  private async endWaiting(details: CallDetails): Promise<CallDetails> {
    let found = details;
    for (let tries = 0; found.call.queue && tries < WAITING_TRIES; tries += 1) {
      const { id, queue } = found.call;
      await this.queue.end(id, queue.fence, 'canceled', CANCELED);
      found = await this.calls.getDetails(id);
    }
    return found;
  }

  /** Stored before Twilio is asked: whatever becomes of this request, a later one knows that the end may be its work. */
  private async make(kind: Wish, ref: AttemptRef, earlier: string | undefined): Promise<MadeWish> {
    if (earlier !== undefined) return { kind, key: earlier, isNew: false };
    const key = `${ref.sid}:${kind}:${randomUUID()}`;
    await this.callbacks.learn(ref, { key, source: 'atlas', kind, receivedAt: new Date(), params: {} });
    return { kind, key, isNew: true };
  }

  /** Learns what Twilio answers. Its refusal is answered, not thrown, once the real state is learnt too. */
  private async ask(wish: MadeWish, ref: AttemptRef): Promise<TwilioError | null> {
    const { kind, key } = wish;
    try {
      const answer = await this.twilio.endCall(ref.sid, STATUS_FOR[kind]);
      await this.callbacks.learn(ref, { ...callNews(answer), key: `${key}:${answer.status}`, kind });
      return null;
    } catch (error) {
      if (!(error instanceof TwilioError && error.isRefusal(CALL_NOT_IN_PROGRESS))) throw error;
      const real = await this.twilio.fetchCall(ref.sid);
      await this.callbacks.learn(ref, callNews(real));
      // An earlier request's wish is not refused by this: that request may be what ended the call.
      if (wish.isNew) await this.callbacks.learn(ref, this.refusal(wish, error));
      return error;
    }
  }

  private refusal({ kind, key }: MadeWish, { reason }: TwilioError): CallEvent {
    const params = { code: String(reason.code), message: reason.message };
    return { key: refusalKey(key), source: 'api', kind, receivedAt: new Date(), params };
  }
}
