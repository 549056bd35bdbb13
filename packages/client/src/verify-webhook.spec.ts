import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookError } from './verify-webhook.js';

const SECRET = `whsec_${Buffer.from('a secret of this test, 32 bytes.').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret of the same test.').toString('base64')}`;
const BODY = JSON.stringify({
  type: 'call.ended',
  timestamp: '2026-01-02T03:04:05.678Z',
  data: { call_id: 'c-1', sequence: 3, status: 'completed' },
});

const signed = (secret = SECRET, at = new Date()): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(+at / 1000)),
  'webhook-signature': new Webhook(secret).sign('msg_1', at, BODY),
});
const EVENT = { id: 'msg_1', ...(JSON.parse(BODY) as object) };

describe('verifyWebhook', () => {
  it('answers the event, with the id by which it is known again', () => {
    expect(verifyWebhook(BODY, signed(), SECRET)).toEqual(EVENT);
  });

  it('takes bytes, and headers as Node and as fetch have them', () => {
    const headers = Object.fromEntries(
      Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    expect(verifyWebhook(Buffer.from(BODY), headers, SECRET)).toEqual(EVENT);
    expect(verifyWebhook(BODY, new Headers(signed()), SECRET)).toEqual(EVENT);
  });

  it('takes either secret while it is being changed', () => {
    expect(verifyWebhook(BODY, signed(OTHER), [SECRET, OTHER])).toEqual(EVENT);
    const both = { ...signed(), 'webhook-signature': `v1,AAAA ${signed()['webhook-signature']}` };
    expect(verifyWebhook(BODY, both, SECRET)).toEqual(EVENT);
  });

  it.each<[string, () => unknown]>([
    ['another secret', () => verifyWebhook(BODY, signed(), OTHER)],
    ['no secret', () => verifyWebhook(BODY, signed(), [])],
    ['another body', () => verifyWebhook(`${BODY} `, signed(), SECRET)],
    ['another id', () => verifyWebhook(BODY, { ...signed(), 'webhook-id': 'msg_2' }, SECRET)],
    ['no headers', () => verifyWebhook(BODY, {}, SECRET)],
    ['an old one', () => verifyWebhook(BODY, signed(SECRET, new Date(Date.now() - 301_000)), SECRET)],
  ])('refuses %s', (_, verify) => {
    expect(verify).toThrow(WebhookError);
  });
});
