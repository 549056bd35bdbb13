import { Injectable, Logger } from '@nestjs/common';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { CallsService } from '../calls/view/calls.service.js';
import { callbackUrls, RECORDED_PATH } from '../twilio/callback-urls.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { explainTwilioCode } from '../twilio/twilio-codes.js';
import { apologyTwiml, hangupTwiml, scriptTwiml, thanksTwiml } from '../twilio/voice-response.js';
import { type CallbackRequest, recordingOf, toCallback } from './callback-request.js';

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
  answer(request: CallbackRequest): Promise<string> {
    return this.say(request, (script) => script());
  }

  /**
   * TwiML in place of what Twilio could not get or run; why is stored with the question. The script where none was got;
   * what was begun is not said again.
   */
  recover(request: CallbackRequest): Promise<string> {
    const { ErrorCode = '', ErrorUrl = '', CallSid } = request.params;
    this.logger.warn(`Twilio could not go on with ${CallSid}: ${ErrorCode} ${meaningOf(ErrorCode)}`);
    if (isRecordedUrl(ErrorUrl)) return this.say(request, thanksTwiml);
    return this.say(request, isFetchFailure(ErrorCode) ? (script) => script() : apologyTwiml);
  }

  private async say(request: CallbackRequest, choose: (script: () => string) => string): Promise<string> {
    const callback = toCallback('voice', request);
    const [call, outcome] = await Promise.all([
      callback.callId ? this.calls.findById(callback.callId) : null,
      this.callbacks.accept(callback),
    ]);
    if (!call) return apologyTwiml();
    const n = callback.attempt ?? 1;
    // A second SID is a second ring of the same phone, and an attempt with a reason had been given up: no word more.
    const isGivenUp = call.attempts.some((attempt) => attempt.n === n && attempt.reason);
    if (outcome === 'mismatched' || isGivenUp) return hangupTwiml();
    const { recordingEnabled } = call;
    const context = { callId: call.id, attempt: n, recordingEnabled };
    return choose(() =>
      scriptTwiml({
        text: call.content.text,
        recording: recordingOf(request) ?? recordingEnabled,
        urls: callbackUrls(this.account.baseUrl, context),
      }),
    );
  }
}

const meaningOf = (code: string): string => explainTwilioCode(code)?.meaning ?? 'for an unknown reason';

/** 11xxx: no usable answer came. What is wrong with an answer that came is wrong with the next one too. */
const isFetchFailure = (code: string): boolean => /^11\d{3}$/.test(code);

const isRecordedUrl = (url: string): boolean => url.split(/[?#]/, 1).join('').endsWith(RECORDED_PATH);
