import { Injectable } from '@nestjs/common';
import { WishesService } from '../../calls/control/wishes.service.js';
import { type CallStatus, isFinal, parseTwilioStatus } from '../../calls/model/call-status.js';
import { standingWish } from '../../calls/model/wish.js';
import { callNews, foundNews, goneNews } from '../../calls/news/call-news.js';
import { CallNewsService } from '../../calls/news/call-news.service.js';
import { NOT_FOUND, TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { type Finding, type Inquiry, refOf, sidOf, type Subject } from '../inquiry.js';
import { ABSENT_MS } from '../parts-to-learn.js';
import { RequestGate } from '../request-gate.service.js';

/** What became of a call, and what it costs: one answer tells both. */
@Injectable()
export class StatusInquiry implements Inquiry {
  readonly parts = ['status', 'price'] as const;

  constructor(
    private readonly callbacks: CallNewsService,
    private readonly wishes: WishesService,
    private readonly twilio: TwilioService,
    private readonly gate: RequestGate,
  ) {}

  async ask(subject: Subject): Promise<Finding> {
    try {
      const answer = await this.twilio.fetchCall(sidOf(subject), this.gate.through);
      const news = subject.facts.goneAt ? foundNews(answer) : callNews(answer);
      await this.callbacks.learn(refOf(subject), news, subject.check);
      const status = parseTwilioStatus(answer.status);
      if (status && !isFinal(status)) await this.endAsWished(subject, status);
      return status && isFinal(status) && answer.price === null ? 'in-vain' : 'answered';
    } catch (error) {
      if (!(error instanceof TwilioError && error.isRefusal(NOT_FOUND))) throw error;
      return this.whereAbsent(subject);
    }
  }

  /** A wish that was stored is carried out, though the first request for it was lost, or taken without effect. */
  private async endAsWished(subject: Subject, status: CallStatus): Promise<void> {
    const wish = standingWish(subject.call);
    if (!wish || (wish === 'cancel' && status === 'in-progress')) return;
    await this.gate.through(() => this.wishes.carryOutLate(wish, refOf(subject), subject.check));
  }

  /** One 404 proves nothing: with wrong settings the account knows none of its calls, and a new call may show late. */
  private async whereAbsent(subject: Subject): Promise<Finding> {
    const { facts, asked, check } = subject;
    if (facts.isEndTold || facts.goneAt) return 'in-vain';
    const since = Date.now() - ABSENT_MS;
    const wasAbsent = asked?.absentSince !== undefined && asked.absentSince.getTime() <= since;
    if (!wasAbsent || facts.attempt.createdAt.getTime() > since) return 'absent';
    if (!(await this.gate.through(() => this.twilio.isHealthy()))) return 'absent';
    const outcome = await this.callbacks.learn(refOf(subject), goneNews(sidOf(subject)), check);
    // One that was found again and is denied once more stays as it is, and is asked about less and less.
    return outcome === 'duplicate' ? 'in-vain' : 'answered';
  }
}
