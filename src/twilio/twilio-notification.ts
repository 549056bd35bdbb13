import { refuseForeign } from './listing.js';
import { toCount, toDate, toText } from './twilio-values.js';

/** What Twilio logged of a call: an error or a warning. Source: Twilio's Call Notification resource. */
export interface TwilioNotification {
  /** `NO…` */
  sid: string;
  /** See explainTwilioCode. */
  errorCode: number;
  /** One sentence, as a rule; empty where Twilio gives none. */
  message: string;
  /** What Twilio had asked; empty where it had asked nothing. */
  url: string;
  loggedAt: Date | null;
}

const NOTIFICATION_SID = /^NO[0-9A-Za-z]{1,64}$/;

/** What is read of the SDK's instance. */
interface NotificationResource {
  sid?: unknown;
  callSid?: unknown;
  errorCode?: unknown;
  messageText?: unknown;
  messageDate?: unknown;
  requestUrl?: unknown;
}

/**
 * The SDK's instance as a plain value; null when it names no code. Twilio writes its text like a query:
 * `Msg=…&ErrorCode=…`. Throws an Error when it is no notification, or one of another call.
 */
export const toTwilioNotification = (
  resource: NotificationResource,
  callSid: string,
): TwilioNotification | null => {
  const sid = toText(resource.sid);
  if (!NOTIFICATION_SID.test(sid)) throw new Error('it is no notification');
  refuseForeign(resource.callSid, callSid);
  const text = toText(resource.messageText);
  const told = new URLSearchParams(text);
  const errorCode = toCount(resource.errorCode) ?? toCount(told.get('ErrorCode'));
  if (errorCode === null) return null;
  const message = told.get('Msg') ?? told.get('msg') ?? (text.includes('=') ? '' : text);
  return {
    sid,
    errorCode,
    message,
    url: toText(resource.requestUrl),
    loggedAt: toDate(resource.messageDate),
  };
};
