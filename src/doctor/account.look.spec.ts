import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type RunningSimulator, startOrJoinSimulator } from '../simulator/start-simulator.js';
import { type LocalServer, sendJson, startHttpServer } from '../twilio/testing/misbehaving-server.js';
import { testAccount } from '../twilio/testing/test-account.js';
import type { TwilioAccount } from '../twilio/twilio-account.js';
import { accountFindings } from './account.look.js';

const OTHER_NUMBER = '+12025550188';
const apiKey = { sid: `SK${'1'.repeat(32)}`, secret: 'its secret' };
const dataDir = mkdtempSync(join(tmpdir(), 'atlas-doctor-'));
let simulator: RunningSimulator;
let stub: LocalServer;
let answer: { status: number; body: object };

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  simulator = await startOrJoinSimulator({ port: 0, speed: 1, dataDir, apiKey, log: () => undefined });
  stub = await startHttpServer((response) => sendJson(response, answer.status, answer.body));
});
afterAll(async () => {
  await simulator.stop();
  await stub.close();
  rmSync(dataDir, { recursive: true });
  jest.restoreAllMocks();
});

const lookAt = async (account: Partial<TwilioAccount> = {}): Promise<string[]> => {
  const { url: apiBaseUrl, accountSid, authToken, fromNumber } = simulator;
  const own = testAccount({ apiBaseUrl, accountSid, authToken, fromNumber, ...account });
  return (await accountFindings(own)).map(({ level, what, message }) => `${level} ${what}: ${message}`);
};

describe('the look at Twilio, in live mode', () => {
  it('finds right credentials, and a number that is the account’s own', async () => {
    const found = [
      'ok Twilio: it answers, and takes the credentials',
      'ok Number: it is the account’s own, and may call',
    ];
    await expect(lookAt()).resolves.toEqual(found);
    await expect(lookAt({ apiKey, authToken: 'unused' })).resolves.toEqual(found);
  });

  it.each<[string, Partial<TwilioAccount>]>([
    ['token', { authToken: 'f'.repeat(32) }],
    ['account', { accountSid: `AC${'f'.repeat(32)}` }],
    ['key', { apiKey: { sid: `SK${'f'.repeat(32)}`, secret: 'wrong' } }],
  ])('names a wrong %s as credentials that are not taken', async (_what, account) => {
    await expect(lookAt(account)).resolves.toEqual([
      expect.stringMatching(/^fail Twilio: it does not take these credentials \(20003 /),
      expect.stringMatching(/^skip Number/),
    ]);
  });

  it('names a number that is not the account’s own', async () => {
    const [, number] = await lookAt({ fromNumber: OTHER_NUMBER });
    expect(number).toBe('warn Number: TWILIO_FROM_NUMBER is none of this account’s own');
  });

  it('names a Twilio that cannot be reached, and blames no credentials', async () => {
    const closed = await startHttpServer((response) => response.end());
    await closed.close();
    const [twilio] = await lookAt({ apiBaseUrl: closed.url });
    expect(twilio).toBe('fail Twilio: Twilio could not be reached: the connection was refused');
  });

  it.each([
    [503, {}, 'fail Twilio: Twilio gave no clear answer: HTTP status 503'],
    [400, { code: 20001, message: 'Bad' }, 'fail Twilio: Twilio refused the request: 20001 Bad'],
    [200, { status: 'suspended' }, 'fail Twilio: the account is suspended'],
  ])('names what else Twilio answers: %s %j', async (status, body, line) => {
    answer = { status, body };
    const [twilio] = await lookAt({ apiBaseUrl: stub.url });
    expect(twilio).toBe(line);
  });

  it('has no need of an account where calls are simulated', async () => {
    await expect(lookAt({ mode: 'simulated', apiBaseUrl: 'http://127.0.0.1:1' })).resolves.toEqual([
      expect.stringMatching(/^ok Twilio/),
      expect.stringMatching(/^skip Number/),
    ]);
  });
});
