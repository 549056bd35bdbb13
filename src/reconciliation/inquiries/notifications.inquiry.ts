import { Injectable } from '@nestjs/common';
import { notificationNews } from '../../calls/news/call-news.js';
import { CallNewsService } from '../../calls/news/call-news.service.js';
import { DispatchService } from '../../dispatch/dispatch.service.js';
import { isOurFault } from '../../twilio/twilio-codes.js';
import type { TwilioNotification } from '../../twilio/twilio-notification.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import { endedBefore, type Finding, type Inquiry, refOf, sidOf, type Subject } from '../inquiry.js';
import { RequestGate } from '../request-gate.service.js';

/** Twilio lists everything that it logged about a call within this time after its end. */
const LISTED_MS = 15 * 60_000;

/** Why Twilio did not ask what a call is to say, though somebody answered it. */
@Injectable()
export class NotificationsInquiry implements Inquiry {
  readonly parts = ['notifications'] as const;

  constructor(
    private readonly callbacks: CallNewsService,
    private readonly twilio: TwilioService,
    private readonly dispatch: DispatchService,
    private readonly gate: RequestGate,
  ) {}

  async ask(subject: Subject): Promise<Finding> {
    const { items, isWhole } = await this.twilio.listNotifications(sidOf(subject), this.gate.through);
    const faults = await Promise.all(items.map((each) => this.learn(each, subject)));
    // An answered call that says nothing counts for the breaker like one that failed.
    // Where Twilio asked, only an answer was lost, and that is read too late to tell how things are.
    const { wasAsked } = subject.facts;
    if (faults.includes(true) && !wasAsked) await this.dispatch.reportFault();
    const isAll = wasAsked || items.length > 0 || endedBefore(subject, LISTED_MS);
    return isWhole && isAll ? 'done' : 'in-vain';
  }

  /** Whether it is the first news of a fault of ours. */
  private async learn(logged: TwilioNotification, subject: Subject): Promise<boolean> {
    const isFault = isOurFault(logged.errorCode);
    const news = notificationNews({ ...logged, isOurFault: isFault });
    const outcome = await this.callbacks.learn(refOf(subject), news, subject.check);
    return isFault && outcome === 'applied';
  }
}
