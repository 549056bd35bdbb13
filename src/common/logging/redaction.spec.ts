import { Controller, Logger as NestLogger, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { EVERYBODY } from '../../../test/support/everybody.js';
import { APP_OPTIONS, setupApp } from '../../app.setup.js';
import { ConfigModule, environmentConfig } from '../../config/config.module.js';
import { createEnvironment } from '../../config/create-environment.js';
import { EdgeController } from '../testing/edge.controller.js';
import { AppLogger } from './app-logger.js';
import { LogDestination } from './log-destination.js';
import { LoggingModule } from './logging.module.js';
import { CapturedDestination } from './testing/captured-destination.js';

/** Logs a while after its request's body was read, as a handler does that has waited for the database. */
@Controller()
class TalkingController {
  @Post('talk')
  async talk(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    new NestLogger('Talk').log('heard');
  }
}

const lines: string[] = [];

const TOKEN = 'f123456789abcdef0123456789abcde0';
const PROXY = 'http://atlas:proxy-password@proxy.internal:3128';
const MONGO = 'mongodb://atlas:hunter2@db.internal:27017';
const SECRETS = [
  TOKEN,
  'second-token-value',
  'secret-of-the-key',
  'proxy-password',
  'hunter2',
  'c2lnbmF0dXJlLW9mLTIwLWJ5dA=',
  'bearer-value-123',
  'session-cookie-value',
  'Ada.Lovelace@example.com',
  'ada.lovelace%40example.com',
  'Dear patient, your results are in',
  'The agent was rude to me',
  '4155552671',
  '415-555-2671',
  '415%20555',
];
const output = (): string => lines.join('');
const expectNoSecret = (): void => {
  for (const secret of SECRETS) expect(output()).not.toContain(secret);
};

let app: NestExpressApplication;
beforeAll(async () => {
  const environment = createEnvironment({
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'DEBUG',
    MONGO_URI: MONGO,
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM_NUMBER: '+14155552671',
    TWILIO_AUTH_TOKEN_SECONDARY: 'second-token-value',
    TWILIO_API_KEY_SID: `SK${'2'.repeat(32)}`,
    TWILIO_API_KEY_SECRET: 'secret-of-the-key',
    HTTPS_PROXY: PROXY,
  });
  const module = await Test.createTestingModule({
    imports: [ConfigModule, LoggingModule],
    controllers: [EdgeController, TalkingController],
    providers: EVERYBODY,
  })
    .overrideProvider(environmentConfig.KEY)
    .useValue(environment)
    .overrideProvider(LogDestination)
    .useValue(new CapturedDestination(environment, lines))
    .compile();
  app = module.createNestApplication<NestExpressApplication>({ ...APP_OPTIONS, bufferLogs: true });
  setupApp(app);
  app.useLogger(app.get(AppLogger));
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());
beforeEach(() => void (lines.length = 0));

const plantedRequest = (method: 'get' | 'post', path: string): request.Test =>
  request(app.getHttpServer())
    [method](path)
    .set('Authorization', 'Bearer bearer-value-123')
    .set('Cookie', 'sid=session-cookie-value')
    .set('X-Twilio-Signature', 'c2lnbmF0dXJlLW9mLTIwLWJ5dA=')
    .set('X-Request-Id', 'planted-1');

describe('a request', () => {
  it('is one line with its request id, without headers and body', async () => {
    await plantedRequest('post', '/things').send({ script: 'Dear patient, your results are in' }).expect(201);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(output())).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      request_id: 'planted-1',
      method: 'POST',
      url: '/things',
      status: 201,
      duration_ms: expect.any(Number),
      client: '127.0.0.1',
      caller: 'everyone',
      msg: 'request answered',
    });
  });

  it.each([
    '/things/+14155552671',
    '/things/%2B14155552671?To=14155552671&x=%252B14155552671',
    '/things?to=+1%20415%20555%202671&email=Ada.Lovelace@example.com&other=ada.lovelace%40example.com',
    '/things/1?script=Dear%20patient&token=second-token-value&signature=c2lnbmF0dXJlLW9mLTIwLWJ5dA=',
    `/nope/${TOKEN}`,
  ])('shows no secret of its URL: %s', async (path) => {
    await plantedRequest('get', path);
    expectNoSecret();
    expect(output()).not.toContain('Dear%20patient');
    expect(lines).toHaveLength(1);
  });

  it('is cut before it is masked, where its URL is long', async () => {
    await plantedRequest('get', `/things/${'%40'.repeat(2_600)}`).expect(200);
    const { url } = JSON.parse(output()) as { url: string };
    expect(url.length).toBeLessThanOrEqual(2_048);
    expect(url).toMatch(/ \(\d+ more characters\)$/);
  });

  it('shows a phone number by its last four digits', async () => {
    await plantedRequest('get', '/things/+14155552671');
    expect(JSON.parse(output())).toMatchObject({ url: '/things/***2671' });
  });

  it('leaves no trace of a body that could not be read', async () => {
    await plantedRequest('post', '/things')
      .set('Content-Type', 'application/json')
      .send('{"email":"Ada.Lovelace@example.com",')
      .expect(400);
    expectNoSecret();
    expect(lines).toHaveLength(1);
  });
});

describe('what the handling of a request logs', () => {
  it('carries the id of the request, also while others are handled', async () => {
    const talk = (id: string) =>
      request(app.getHttpServer()).post('/talk').set('X-Request-Id', id).send({ some: 'body' }).expect(201);
    await Promise.all(['one', 'two', 'three'].map(talk));
    const heard = lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ msg }) => msg === 'heard');
    expect(new Set(heard.map(({ request_id: id }) => id))).toEqual(new Set(['one', 'two', 'three']));
    expect(heard.every(({ context }) => context === 'Talk')).toBe(true);
  });

  it('carries none outside of a request', () => {
    new NestLogger('Spec').log('alone');
    expect(JSON.parse(output())).not.toHaveProperty('request_id');
  });
});

describe('an unexpected error', () => {
  it('is logged with its cause and request id, without what the request held', async () => {
    const script = 'Dear patient, your results are in';
    const cause = Object.assign(new Error(`connect ${MONGO}`), { config: { auth: TOKEN } });
    EdgeController.bomb = Object.assign(
      new Error(`could not store "${script}" for +1 (415) 555-2671`, { cause }),
      {
        request: { headers: { authorization: 'Bearer bearer-value-123' } },
        keyValue: { email: 'Ada.Lovelace@example.com' },
      },
    );
    const response = await plantedRequest('post', '/explode').send({ script }).expect(500);
    expect(response.headers['x-request-id']).toBe('planted-1');
    expectNoSecret();
    const [error] = lines.map((line) => JSON.parse(line) as object);
    expect(error).toMatchObject({
      level: 'error',
      request_id: 'planted-1',
      err: { type: 'Error', message: 'could not store "[redacted]" for ***2671', cause: { type: 'Error' } },
    });
    expect(output()).toContain('stack');
  });
});

describe('an unexpected error in a webhook', () => {
  it('is logged without what the form held, as it came and as it was read', async () => {
    const said = 'The agent was rude to me';
    EdgeController.bomb = new Error(`could not store "${said}" of 415-555-2671`);
    await plantedRequest('post', '/twilio/explode')
      .type('form')
      .send(new URLSearchParams({ TranscriptionText: said, CallSid: 'CA1', To: '+14155552671' }).toString())
      .expect(500);
    expectNoSecret();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      request_id: 'planted-1',
      err: { message: 'could not store "[redacted]" of ***2671' },
    });
  });

  it('is logged whatever the bytes of its body are', async () => {
    EdgeController.bomb = new Error('broken');
    for (const body of ['%E0%A4%A=%zz&=&&', '{"Script":', '\u0000', ''])
      await plantedRequest('post', '/twilio/explode').type('form').send(body).expect(500);
    expect(lines.filter((line) => line.includes('"broken"'))).toHaveLength(4);
  });
});

describe('a message of the application', () => {
  it.each<[string, unknown]>([
    ['text', 'calling +14155552671, 4155552671 and 415-555-2671 for Ada.Lovelace@example.com'],
    [
      'tokens',
      `auth ${TOKEN}, Basic ${Buffer.from(`AC1:${TOKEN}`).toString('base64')}, Bearer bearer-value-123, ${MONGO}`,
    ],
    ['keys', `key secret-of-the-key, proxy ${PROXY}, CONNECT via ${PROXY.replace('http:', '')}`],
    [
      'form',
      'To=%2B14155552671&Email=ada.lovelace%40example.com&TranscriptionText=The agent was rude to me&a=b',
    ],
    [
      'fields',
      {
        email: 'Ada.Lovelace@example.com',
        notes: 'The agent was rude to me',
        to: '+14155552671',
        n: 14155552671,
      },
    ],
    [
      'deep fields',
      {
        a: [
          {
            b: {
              authToken: TOKEN,
              Script: 'Dear patient, your results are in',
              'x-twilio-signature': 'c2lnbmF0dXJlLW9mLTIwLWJ5dA=',
            },
          },
        ],
      },
    ],
    ['keys', { '+14155552671': 1, 'Ada.Lovelace@example.com': 2 }],
    ['error', new Error('to +14155552671', { cause: `token ${TOKEN}` })],
  ])('shows no secret: %s', (_what, message) => {
    const nest = new NestLogger('Spec');
    if (message instanceof Error) nest.error(message);
    else nest.log(message);
    expect(lines).toHaveLength(1);
    expectNoSecret();
  });

  it('keeps what a reader needs: SIDs, ids, times, counts', () => {
    const message = `call CA${'0123456789abcdef'.repeat(2)} of 8b7cb1c0-9f2e-4d58-8d3f-123456789012 took 1234 ms at 2026-01-02T03:04:05.678Z on port 27017`;
    new NestLogger('Spec').log(message);
    expect(JSON.parse(output())).toMatchObject({ level: 'info', context: 'Spec', msg: message });
  });
});
