import { resolve } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { accessLine, announce, startLines, startWarnings } from './app.announce.js';
import { VERSION } from './common/version.js';
import { Environment } from './config/environment.js';
import { createEnvironment } from './config/create-environment.js';

const LIVE = {
  ENVIRONMENT: 'production',
  MONGO_URI: 'mongodb://atlas:hunter2@db:27017',
  BASE_URL: 'https://atlas.example.com/calls',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+15005550006',
};

/** An application with these settings, in which a key is valid. */
const appWith = (environment: Environment): NestExpressApplication =>
  ({
    get: (token: unknown) => (token === Environment ? environment : { hasValid: async () => true }),
  }) as unknown as NestExpressApplication;

describe('accessLine', () => {
  const lineOf = (settings: Record<string, string>, hasKey = true) =>
    accessLine(createEnvironment(settings), hasKey);
  const local = { ...LIVE, ENVIRONMENT: 'development' };

  it.each([
    ['calls are simulated', {}],
    ['Twilio is on this machine', { ...local, TWILIO_API_BASE_URL: 'http://127.0.0.1:9000' }],
  ])('says that nobody needs a key where %s', (_, settings: Record<string, string>) => {
    expect(lineOf(settings, false)).toEqual({
      level: 'log',
      line: 'Access is OPEN: no phone rings, so nobody needs an API key',
    });
  });

  it('warns of real calls without keys, and of a deployment into which nobody gets', () => {
    expect(lineOf({ ...local, AUTH_DISABLED: 'true' })).toMatchObject({
      level: 'warn',
      line: expect.stringContaining('AUTH_DISABLED=true'),
    });
    expect(lineOf(LIVE, false)).toMatchObject({
      level: 'warn',
      line: expect.stringContaining('npm run keys -- create'),
    });
    expect(lineOf(local, false)).toMatchObject({ level: 'warn' });
  });

  it('says that a key is needed where real phones ring, or Twilio stands beside production', () => {
    const needed = { level: 'log', line: 'Access needs an API key' };
    expect(lineOf(LIVE)).toEqual(needed);
    expect(lineOf({ ...LIVE, TWILIO_API_BASE_URL: 'http://127.0.0.1:9000' })).toEqual(needed);
  });
});

describe('startLines', () => {
  it('tells a newcomer where Atlas, its data and its documentation are', () => {
    expect(startLines(createEnvironment({}))).toEqual([
      'Open http://localhost:8000/console/',
      `Atlas ${VERSION} (development) listens on http://localhost:8000 for every network`,
      `Data is kept in ${resolve('.atlas')}`,
      'Documentation: http://localhost:8000/docs',
    ]);
  });

  it('tells an operator that phones ring, and what Twilio is told; never a secret', () => {
    expect(startLines(createEnvironment(LIVE))).toEqual([
      'Open http://127.0.0.1:8000/console/',
      `Atlas ${VERSION} (production) listens on http://127.0.0.1:8000`,
      'Twilio is told to reach it at https://atlas.example.com/calls',
      'Calls are LIVE: Twilio rings real phones',
      'Documentation: http://127.0.0.1:8000/docs',
    ]);
  });

  it.each([
    ['::', 'http://localhost:80'],
    ['::1', 'http://[::1]:80'],
    ['10.0.0.5', 'http://10.0.0.5:80'],
  ])('gives a URL to open for HOST %s', (host, url) => {
    expect(startLines(createEnvironment({ HOST: host, PORT: '80' })).at(-1)).toBe(
      `Documentation: ${url}/docs`,
    );
  });
});

describe('startWarnings', () => {
  it('tells where production keeps the secret behind its hashes beside them', () => {
    const settings = { ...LIVE, TRUST_PROXY: '1' };
    expect(startWarnings(createEnvironment(settings))).toEqual([
      expect.stringMatching(/^SECRETS_KEY is not set: /),
    ]);
    expect(startWarnings(createEnvironment({ ...settings, SECRETS_KEY: 'x'.repeat(32) }))).toEqual([]);
    expect(startWarnings(createEnvironment({}))).toEqual([]);
  });

  afterEach(() => void jest.restoreAllMocks());

  const live = (changes: Record<string, string>) =>
    startWarnings(createEnvironment({ ...LIVE, ENVIRONMENT: 'development', TRUST_PROXY: '1', ...changes }));

  it.each([
    ['', 'http://localhost:8000'],
    ['http://localhost', 'http://localhost'],
    ['https://127.0.0.1:8443/calls', 'https://127.0.0.1:8443/calls'],
    ['http://[::1]:8000', 'http://[::1]:8000'],
    ['http://0.0.0.0:8000', 'http://0.0.0.0:8000'],
  ])('say what callees would hear with BASE_URL=%s, and the fix', (BASE_URL, url) => {
    expect(live({ BASE_URL })).toEqual([
      `Twilio cannot reach ${url}: phones would ring, and callees hear an error. Set BASE_URL=https://your.public.host, as Twilio sees it`,
    ]);
  });

  it('say nothing of a public BASE_URL, of a Twilio on this machine, and of the simulator', () => {
    expect(live({})).toEqual([]);
    expect(live({ BASE_URL: '', TWILIO_API_BASE_URL: 'http://127.0.0.1:9000' })).toEqual([]);
    expect(live({ BASE_URL: '', TWILIO_MODE: 'simulator' })).toEqual([]);
  });

  it('say that everybody may seem to have one address, where a proxy is in front that is not told of', () => {
    const TRUST_PROXY = 'off';
    expect(live({ TRUST_PROXY })).toEqual([expect.stringContaining('Set TRUST_PROXY=1')]);
    expect(live({ TRUST_PROXY, BASE_URL: 'http://atlas.example.com' })).toEqual([]);
  });

  it('are logged as warnings, at each start', async () => {
    const environment = createEnvironment({ ...LIVE, ENVIRONMENT: 'development', BASE_URL: '' });
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    await announce(appWith(environment));
    expect(warn.mock.calls).toEqual(startWarnings(environment).map((line) => [line]));
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
