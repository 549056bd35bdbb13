import 'reflect-metadata';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Logger, Post, UseGuards } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { DomainError } from '../common/domain-error.js';
import { sha256, signAsTwilio } from './testing/sign-as-twilio.js';
import { testAccount } from './testing/test-account.js';
import { TwilioAccount } from './twilio-account.js';
import { TwilioSignatureGuard } from './twilio-signature.guard.js';
import { readVerifiedWebhook, ReceivesWebhook, VerifiedWebhook } from './verified-webhook.decorator.js';
import type { Webhook } from './webhook.js';

const account = testAccount({ baseUrl: 'https://x.example/atlas', secondaryAuthToken: 'second' });
const CALL_SID = `CA${'0'.repeat(32)}`;
const STATUS = '/twilio/status?call_id=1&attempt=1';

@Controller('twilio')
@UseGuards(TwilioSignatureGuard)
class WebhookController {
  @Post('status')
  @ReceivesWebhook('status')
  status(@VerifiedWebhook() webhook: Webhook) {
    return webhook;
  }

  @Get('voice')
  @ReceivesWebhook('voice')
  voice(@VerifiedWebhook() webhook: Webhook) {
    return webhook;
  }

  @Post('forgotten')
  forgotten() {
    return {};
  }
}

/** Shows a domain error's kind and message, as the application's own filter would. */
const filter = {
  catch(
    error: unknown,
    host: { switchToHttp(): { getResponse(): { status(n: number): { json(v: unknown): void } } } },
  ) {
    const forbidden = error instanceof DomainError && error.kind === 'forbidden';
    const detail = error instanceof Error ? error.message : String(error);
    host
      .switchToHttp()
      .getResponse()
      .status(forbidden ? 403 : 500)
      .json({ detail });
  },
};

let app: NestExpressApplication;
let port: number;
beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const module = await Test.createTestingModule({
    controllers: [WebhookController],
    providers: [
      TwilioSignatureGuard,
      { provide: TwilioAccount, useValue: account },
      { provide: APP_FILTER, useValue: filter },
    ],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ rawBody: true });
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => app.close());

interface Sent {
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
}

const send = ({
  method = 'POST',
  path = STATUS,
  body,
  headers = {},
}: Sent): Promise<{ status?: number; json: unknown }> =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, json: JSON.parse(text) }));
    });
    request.on('error', reject);
    request.end(body);
  });

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const pairs: [string, string][] = [
  ['AccountSid', account.accountSid],
  ['CallSid', CALL_SID],
  ['CallStatus', 'ringing'],
  ['a[b]', '1'],
  ['Body', 'é & ü'],
];
const body = new URLSearchParams(pairs).toString();
const signature = signAsTwilio(account.authToken, `${account.baseUrl}${STATUS}`, pairs);
const refused = { status: 403, json: { detail: 'Invalid Twilio signature' } };

describe('the guard', () => {
  it('lets a signed form through, its fields flat', async () => {
    const headers = { 'content-type': FORM, 'x-twilio-signature': signature };
    const answer = await send({ body, headers });
    expect(answer).toEqual({
      status: 201,
      json: { callId: '1', attempt: 1, params: Object.fromEntries(pairs) },
    });
  });

  it('lets signed JSON through', async () => {
    const json = JSON.stringify({ AccountSid: account.accountSid, CallSid: CALL_SID });
    const path = `${STATUS}&bodySHA256=${sha256(json)}`;
    const headers = {
      'content-type': 'application/json',
      'x-twilio-signature': signAsTwilio('second', account.baseUrl + path),
    };
    await expect(send({ path, body: json, headers })).resolves.toMatchObject({ status: 201 });
    await expect(send({ path, body: `${json} `, headers })).resolves.toEqual(refused);
  });

  it('refuses what is signed and has no body, or none that Twilio sends', async () => {
    const empty = signAsTwilio(account.authToken, `${account.baseUrl}${STATUS}`);
    for (const type of [{ 'content-type': FORM }, {}] as Record<string, string>[])
      await expect(send({ headers: { ...type, 'x-twilio-signature': empty } })).resolves.toEqual(refused);
    const path = `${STATUS}&plan=maybe`;
    const strange = signAsTwilio(account.authToken, `${account.baseUrl}${path}`, pairs);
    const headers = { 'content-type': FORM, 'x-twilio-signature': strange };
    await expect(send({ path, body, headers })).resolves.toEqual(refused);
  });

  it('says that a route does not say what it receives', async () => {
    await expect(send({ path: '/twilio/forgotten' })).resolves.toMatchObject({ status: 500 });
  });

  it('lets a signed GET through', async () => {
    const path = '/twilio/voice?call_id=1&recording=true';
    const headers = { 'x-twilio-signature': signAsTwilio(account.authToken, account.baseUrl + path) };
    const answer = await send({ method: 'GET', path, headers });
    expect(answer).toEqual({
      status: 200,
      json: { callId: '1', recording: true, params: { call_id: '1', recording: 'true' } },
    });
  });

  it.each<[string, Sent]>([
    ['no signature', { body, headers: { 'content-type': FORM } }],
    ['a wrong one', { body, headers: { 'content-type': FORM, 'x-twilio-signature': 'x'.repeat(28) } }],
    [
      'a changed body',
      { body: `${body}&a=b`, headers: { 'content-type': FORM, 'x-twilio-signature': signature } },
    ],
    [
      'a changed path',
      { path: `${STATUS}1`, body, headers: { 'content-type': FORM, 'x-twilio-signature': signature } },
    ],
    [
      'a type that is not read',
      { body, headers: { 'content-type': 'text/plain', 'x-twilio-signature': signature } },
    ],
    [
      'the whole URL as target',
      {
        path: `http://x.example${STATUS}`,
        body,
        headers: { 'content-type': FORM, 'x-twilio-signature': signature },
      },
    ],
  ])('refuses %s', async (_, sent) => expect(await send(sent)).toEqual(refused));
});

describe('@VerifiedWebhook()', () => {
  it('says that the guard was forgotten', () => {
    const context = { switchToHttp: () => ({ getRequest: () => ({}) }) };
    expect(() => readVerifiedWebhook(undefined, context as never)).toThrow('TwilioSignatureGuard');
  });
});
