import { Injectable } from '@nestjs/common';
import { CallNewsService } from '../calls/news/call-news.service.js';
import { CallsService } from '../calls/view/calls.service.js';
import { callbackUrls } from '../twilio/callback-urls.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { apologyTwiml, hangupTwiml, scriptTwiml } from '../twilio/voice-response.js';
import { type CallbackRequest, recordingOf, toCallback } from './callback-request.js';

/** Answers what an answered call is to say. */
@Injectable()
export class VoiceService {
  constructor(
    private readonly calls: CallsService,
    private readonly callbacks: CallNewsService,
    private readonly account: TwilioAccount,
  ) {}

  /** TwiML. That the question came is stored too, for it tells that somebody answered. */
  async answer(request: CallbackRequest): Promise<string> {
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
    return scriptTwiml({
      text: call.content.text,
      recording: recordingOf(request) ?? recordingEnabled,
      urls: callbackUrls(this.account.baseUrl, context),
    });
  }
}
