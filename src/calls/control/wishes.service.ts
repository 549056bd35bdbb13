import { Injectable } from '@nestjs/common';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { TwilioService } from '../../twilio/twilio.service.js';
import type { AttemptRef } from '../events/call-change.js';
import type { Check } from '../model/call-check.js';
import type { WishKind } from '../model/call-step.js';
import { answerNews } from '../news/call-news.js';
import { CallNewsService } from '../news/call-news.service.js';

const STATUS_FOR = { hangup: 'completed', cancel: 'canceled' } as const;

/** Asks Twilio to end an attempt as a client wished, and learns what it answers. */
@Injectable()
export class WishesService {
  constructor(
    private readonly news: CallNewsService,
    private readonly twilio: TwilioService,
  ) {}

  /** Throws TwilioError: 21220 where it is too late, 20404 where Twilio does not know the call. */
  async carryOut(kind: WishKind, attempt: AttemptRef, check?: Check): Promise<void> {
    const answer = await this.twilio.endCall(attempt.sid, STATUS_FOR[kind]);
    await this.news.learn(attempt, answerNews(kind, answer), check);
  }

  /** The same where nobody waits for it: what Twilio tells of the call next says whether it is to be asked again. */
  async carryOutLate(kind: WishKind, attempt: AttemptRef, check?: Check): Promise<void> {
    try {
      await this.carryOut(kind, attempt, check);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
    }
  }
}
