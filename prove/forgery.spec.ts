import { describe, expect, it } from '@jest/globals';
import { readWebhook } from '../src/twilio/webhook.js';
import { FORGERIES, type ForgedRequest, STRANGERS, type Target } from './forgery.js';

const target: Target = {
  callId: '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11',
  url: 'http://127.0.0.1:8000',
  otherUrl: 'http://127.0.0.1:8001',
  account: { sid: `AC${'0'.repeat(32)}`, token: 'secret' },
};

const isBelieved = ({ url, fields, signature }: ForgedRequest): boolean => {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const request = {
    method: 'POST',
    originalUrl: url.slice(target.url.length),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      ...(signature !== undefined && { 'x-twilio-signature': signature }),
    },
    rawBody: body,
  };
  const { sid: accountSid, token: authToken } = target.account;
  const kind = url.includes('/voice') ? 'voice' : 'status';
  try {
    return Boolean(readWebhook(request, kind, { baseUrl: target.url, accountSid, authToken }));
  } catch {
    return false;
  }
};

describe('strangers', () => {
  it.each(Object.entries(STRANGERS))('%s: asks for what is no webhook, unsigned', (_kind, make) => {
    const { url, signature } = make(target);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8000\/calls\//);
    expect(signature).toBeUndefined();
  });
});

describe('forged webhooks', () => {
  it.each(Object.keys(FORGERIES))('%s: are not believed', (kind) => {
    expect(FORGERIES[kind]?.(target)).toMatchObject({ url: expect.stringContaining(target.url) });
    expect(FORGERIES[kind] && isBelieved(FORGERIES[kind](target))).toBe(false);
  });

  it('would be believed were they not forged: one that goes to the instance that it is signed for', () => {
    const elsewhere = FORGERIES['replayed to another instance']?.({ ...target, otherUrl: target.url });
    expect(elsewhere && isBelieved(elsewhere)).toBe(true);
  });
});
