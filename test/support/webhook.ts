import request, { type Test } from 'supertest';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { RunningApp } from './start-app.js';

/** Posts a form as Twilio does, signed by the SDK's own routine with the account's token. */
export const postWebhook = (
  { url, account }: RunningApp,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Test => {
  const params = { AccountSid: account.accountSid, ...fields };
  const signature = webhooks.getExpectedTwilioSignature(account.authToken, url + path, params);
  return request(url)
    .post(path)
    .type('form')
    .set({ 'X-Twilio-Signature': signature, ...headers })
    .send(new URLSearchParams(params).toString());
};

/** Gets as Twilio does: the query is part of the URL that is signed. */
export const getWebhook = ({ url, account }: RunningApp, path: string): Test => {
  const signature = webhooks.getExpectedTwilioSignature(account.authToken, url + path, {});
  return request(url).get(path).set('X-Twilio-Signature', signature);
};
