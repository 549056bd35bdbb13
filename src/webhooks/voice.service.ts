import { Injectable, Logger } from '@nestjs/common';
import { CallNewsService } from '../calls/news/call-news.service.js';
import type { Call } from '../calls/model/call.js';
import { CallsService } from '../calls/view/calls.service.js';
import { callbackUrls, RECORDED_PATH } from '../twilio/callback-urls.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import type { TwilioCallback } from '../twilio/twilio-callback.js';
import { explainTwilioCode } from '../twilio/twilio-codes.js';
import { apologyTwiml, hangupTwiml, scriptTwiml, thanksTwiml } from '../twilio/voice-response.js';
import type { Webhook } from '../twilio/webhook.js';
import { toCallback } from './webhook.mapper.js';

/** Answers what an answered call is to say. */
@Injectable()
export class VoiceService {
  private readonly logger = new Logger(VoiceService.name);

  constructor(
    private readonly calls: CallsService,
    private readonly callbacks: CallNewsService,
    private readonly account: TwilioAccount,
  ) {}

  /** TwiML. That the question came is stored too, for it tells that somebody answered. */
  answer(webhook: Webhook): Promise<string> {
    return this.say(webhook, (script) => script());
  }

  /**
   * TwiML in place of what Twilio could not get or run; why is stored with the question. The script where none was got;
   * what was begun is not said again.
   */
  recover(webhook: Webhook): Promise<string> {
    const { ErrorCode = '', ErrorUrl = '', CallSid } = webhook.params;
    this.logger.warn(`Twilio could not go on with ${CallSid}: ${ErrorCode} ${meaningOf(ErrorCode)}`);
    if (isRecordedUrl(ErrorUrl)) return this.say(webhook, thanksTwiml);
    return this.say(webhook, isFetchFailure(ErrorCode) ? (script) => script() : apologyTwiml);
  }

  /** TwiML after a recording, whose news are stored. */
  async thank(webhook: Webhook): Promise<string> {
    const callback = toCallback('recording', webhook);
    const [call] = await Promise.all([this.callOf(callback), this.callbacks.accept(callback)]);
    return call && (await this.calls.isToEnd(call)) ? hangupTwiml() : thanksTwiml();
  }

  private async say(webhook: Webhook, choose: (script: () => string) => string): Promise<string> {
    const callback = toCallback('voice', webhook);
    const [call, outcome] = await Promise.all([this.callOf(callback), this.callbacks.accept(callback)]);
    if (!call) return apologyTwiml();
    const n = callback.attempt ?? 1;
    // A second SID is a second ring of the same phone, and an attempt with a reason had been given up: no word more.
    const isGivenUp = call.attempts.some((attempt) => attempt.n === n && attempt.reason);
    const isStray = outcome === 'mismatched' || outcome === 'erased';
    if (isStray || isGivenUp || (await this.calls.isToEnd(call))) return hangupTwiml();
    const { recordingEnabled } = call;
    const context = { callId: call.id, attempt: n, recordingEnabled, trace: webhook.trace };
    return choose(() =>
      scriptTwiml({
        text: call.content.text,
        recording: webhook.recording ?? recordingEnabled,
        urls: callbackUrls(this.account.baseUrl, context),
      }),
    );
  }

  private async callOf({ callId }: TwilioCallback): Promise<Call | null> {
    return callId ? this.calls.findById(callId) : null;
  }
}

const meaningOf = (code: string): string => explainTwilioCode(code)?.meaning ?? 'for an unknown reason';

/** 11xxx: no usable answer came. What is wrong with an answer that came is wrong with the next one too. */
const isFetchFailure = (code: string): boolean => /^11\d{3}$/.test(code);

const isRecordedUrl = (url: string): boolean => url.split(/[?#]/, 1).join('').endsWith(RECORDED_PATH);
