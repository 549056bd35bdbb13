import { Injectable } from '@nestjs/common';
import { CallbacksService } from '../calls/callbacks.service.js';
import { CallsService } from '../calls/calls.service.js';
import { callbackUrls } from '../twilio/callback-urls.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { apologyTwiml, hangupTwiml, scriptTwiml } from '../twilio/voice-response.js';
import { type CallbackRequest, recordingOf, toCallback } from './callback-request.js';

/** Answers what an answered call is to say. */
@Injectable()
export class VoiceService {
  constructor(
    private readonly calls: CallsService,
    private readonly callbacks: CallbacksService,
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
    // A second SID for the same attempt is a second ring of the same phone: nothing more is said.
    if (outcome === 'mismatched') return hangupTwiml();
    const context = {
      callId: call.id,
      attempt: callback.attempt ?? 1,
      recordingEnabled: call.recordingEnabled,
    };
    return scriptTwiml({
      text: call.content.text,
      recording: recordingOf(request) ?? call.recordingEnabled,
      urls: callbackUrls(this.account.baseUrl, context),
    });
  }
}
