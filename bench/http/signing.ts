import webhooks from 'twilio/lib/webhooks/webhooks.js';

/** What Twilio sends as `X-Twilio-Signature` with these fields. */
export const signatureOf = (token: string, url: string, fields: Record<string, string>): string =>
  webhooks.getExpectedTwilioSignature(token, url, fields);
