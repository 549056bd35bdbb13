import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import { callbackUrls } from './callback-urls.js';
import type { TwilioAccount } from './twilio-account.js';

/** What Twilio is asked to dial. */
export interface PlaceCall {
  /** E.164 of the callee. */
  to: string;
  callId: string;
  /** Counts from 1. */
  attempt: number;
  recordingEnabled: boolean;
}

const STATUS_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

/** The parameters of Twilio's `POST /Calls`, from the account's number. */
export const createParameters = (account: TwilioAccount, call: PlaceCall): CallListInstanceCreateOptions => {
  const urls = callbackUrls(account.baseUrl, call);
  return {
    to: call.to,
    from: account.fromNumber,
    url: urls.voice,
    method: 'POST',
    statusCallback: urls.status,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: STATUS_EVENTS,
  };
};
