import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Test } from 'supertest';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { TwilioAccount } from '../src/twilio/twilio-account.js';
import { callBody, someCallSid } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { getWebhook, postWebhook } from './support/webhook.js';

const SECOND_TOKEN = 'the token that is being rotated in';
const REFUSED = { detail: 'Invalid Twilio signature' };
const DONE = { CallStatus: 'completed', CallDuration: '3' };

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
  Object.assign(stub.running.account, { secondaryAuthToken: SECOND_TOKEN });
}, 30_000);
afterAll(() => stub.close());

const place = async (): Promise<CallDto> =>
  (await request(stub.running.url).post('/calls/outbound').send(callBody()).expect(201)).body;
const statusOf = async ({ call_id }: CallDto): Promise<string> =>
  (await request(stub.running.url).get(`/calls/${call_id}`).expect(200)).body.status;
const statusPath = ({ call_id }: CallDto) => `/twilio/status?call_id=${call_id}&attempt=1`;

/** JSON is signed by its URL, which holds the hash of its bytes. */
const postJson = (path: string, signed: string, sent = signed): Test => {
  const { url, account } = stub.running;
  const hashed = `${path}&bodySHA256=${createHash('sha256').update(signed).digest('hex')}`;
  const signature = webhooks.getExpectedTwilioSignature(account.authToken, url + hashed, {});
  const asking = request(url).post(hashed).set('X-Twilio-Signature', signature);
  return asking.set('Content-Type', 'application/json').send(sent);
};

const withToken = (authToken: string) => ({
  ...stub.running,
  account: Object.assign(new TwilioAccount(), stub.running.account, { authToken }),
});

describe('a webhook through the whole application', () => {
  it('is accepted as JSON by the hash of its bytes, and refused with one byte changed', async () => {
    const call = await place();
    const { accountSid } = stub.running.account;
    const text = JSON.stringify({ AccountSid: accountSid, CallSid: call.twilio_sid, ...DONE });
    await postJson(statusPath(call), text, text.replace('3', '4')).expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
    await postJson(statusPath(call), text).expect(200, { status: 'ok' });
    await expect(statusOf(call)).resolves.toBe('completed');
    await postJson(statusPath(call), '').expect(403, REFUSED);
  });

  it('is accepted with the second token, and with no third', async () => {
    const call = await place();
    const told = { CallSid: call.twilio_sid ?? '', ...DONE };
    await postWebhook(withToken('a third one'), statusPath(call), told).expect(403, REFUSED);
    await postWebhook(withToken(''), statusPath(call), told).expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
    await postWebhook(withToken(SECOND_TOKEN), statusPath(call), told).expect(200);
    await expect(statusOf(call)).resolves.toBe('completed');
  });

  it('is accepted as a GET by its query, and refused with the query changed', async () => {
    const call = await place();
    const path = `/twilio/voice?call_id=${call.call_id}&attempt=1&CallSid=${call.twilio_sid}&CallStatus=in-progress`;
    const { url, account } = stub.running;
    const signature = webhooks.getExpectedTwilioSignature(account.authToken, url + path, {});
    const changed = path.replace(call.call_id, (await place()).call_id);
    await request(url).get(changed).set('X-Twilio-Signature', signature).expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
    await getWebhook(stub.running, path).expect(200);
    await expect(statusOf(call)).resolves.toBe('in-progress');
  });

  it('of another account is refused, whoever signed it', async () => {
    const call = await place();
    const told = { CallSid: call.twilio_sid ?? '', AccountSid: `AC${someCallSid().slice(2)}`, ...DONE };
    await postWebhook(stub.running, statusPath(call), told).expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
  });

  it('is refused where a proxy or a forger says what its URL is', async () => {
    const call = await place();
    const told = { CallSid: call.twilio_sid ?? '', AccountSid: stub.running.account.accountSid, ...DONE };
    const forged = `https://elsewhere.example${statusPath(call)}`;
    const signature = webhooks.getExpectedTwilioSignature(stub.running.account.authToken, forged, told);
    await request(stub.running.url)
      .post(statusPath(call))
      .type('form')
      .set({
        'X-Twilio-Signature': signature,
        'X-Forwarded-Host': 'elsewhere.example',
        'X-Forwarded-Proto': 'https',
      })
      .send(new URLSearchParams(told).toString())
      .expect(403, REFUSED);
  });

  it('is refused when it is too long to be read, without harm', async () => {
    const call = await place();
    const told = { CallSid: call.twilio_sid ?? '', ...DONE, Long: 'x'.repeat(200_000) };
    await postWebhook(stub.running, statusPath(call), told).expect(413);
    await postWebhook(stub.running, statusPath(call), { ...told, Long: 'x'.repeat(70_000) }).expect(413);
    await postWebhook(stub.running, statusPath(call), { ...told, Long: 'x'.repeat(60_000) }).expect(200);
    await expect(statusOf(call)).resolves.toBe('completed');
  });

  it('is refused where it goes beyond what is signed', async () => {
    const call = await place();
    const path = `/twilio/voice?call_id=${call.call_id}&attempt=1&recording=true`;
    const { url, account } = stub.running;
    const signature = webhooks.getExpectedTwilioSignature(account.authToken, url + path, {});
    const told = `&CallSid=${call.twilio_sid}&CallStatus=completed`;
    for (const separators of [0, 1_000]) {
      const beyond = `${path}${'&'.repeat(separators)}${told}`;
      await request(url).get(beyond).set('X-Twilio-Signature', signature).expect(403, REFUSED);
    }
    const body = JSON.stringify({ AccountSid: account.accountSid, CallSid: call.twilio_sid, ...DONE });
    const hash = createHash('sha256').update(body).digest('hex');
    await request(url)
      .post(`${path}${'&'.repeat(1_000)}&bodySHA256=${hash}`)
      .set({ 'X-Twilio-Signature': signature, 'Content-Type': 'application/json' })
      .send(body)
      .expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
    await request(url).get(path).set('X-Twilio-Signature', signature).expect(200);
  });

  it('is refused for more fields than Twilio sends, by whomever it is signed', async () => {
    const call = await place();
    const fields = Array.from({ length: 10_000 }, (_, n): [string, string] => [n.toString(36), '']);
    const told = { CallSid: call.twilio_sid ?? '', ...DONE, ...Object.fromEntries(fields) };
    await postWebhook(stub.running, statusPath(call), told).expect(403, REFUSED);
    await expect(statusOf(call)).resolves.toBe('initiated');
  });
});
