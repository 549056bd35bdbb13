import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Global, Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Environment } from '../config/environment.js';
import { startHttpServer } from './testing/misbehaving-server.js';
import { TwilioAccount } from './twilio-account.js';
import { TwilioModule } from './twilio.module.js';
import { TwilioService } from './twilio.service.js';
import { TwilioSignatureGuard } from './twilio-signature.guard.js';
import { sendAtOnce } from './testing/send-at-once.js';

let dataDir: string;
let warned: jest.SpiedFunction<Logger['warn']>;
let informed: jest.SpiedFunction<Logger['log']>;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'atlas-twilio-'));
  warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  informed = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (values: Partial<Environment>): Promise<INestApplicationContext> => {
  const environment: Partial<Environment> = {
    twilioTimeoutMs: 2_000,
    simulatorPort: 0,
    simulatorSpeed: 100,
    baseUrl: 'http://127.0.0.1:9',
    dataDir,
    ...values,
  };
  @Global()
  @Module({ providers: [{ provide: Environment, useValue: environment }], exports: [Environment] })
  class TestConfigModule {}
  const module = await Test.createTestingModule({ imports: [TestConfigModule, TwilioModule] }).compile();
  return module.init();
};

const LIVE = {
  twilioMode: 'live',
  twilioAccountSid: `AC${'b'.repeat(32)}`,
  twilioAuthToken: 'the-token',
  twilioFromNumber: '+14155552671',
} as const;

describe('live', () => {
  it('takes the account from the environment', async () => {
    const app = await start({
      ...LIVE,
      twilioAuthTokenSecondary: 'next',
      twilioApiBaseUrl: 'https://api.twilio.com',
    });
    expect(app.get(TwilioAccount)).toEqual({
      mode: 'live',
      accountSid: LIVE.twilioAccountSid,
      authToken: 'the-token',
      secondaryAuthToken: 'next',
      fromNumber: '+14155552671',
      apiBaseUrl: 'https://api.twilio.com',
      timeoutMs: 2_000,
      baseUrl: 'http://127.0.0.1:9',
    });
    expect(app.get(TwilioSignatureGuard)).toBeInstanceOf(TwilioSignatureGuard);
    expect(warned).not.toHaveBeenCalled();
    await app.close();
  });

  it('takes the API key and the proxy, and says which proxy without its password', async () => {
    const app = await start({
      ...LIVE,
      twilioApiKeySid: 'SK1',
      twilioApiKeySecret: 'the-secret',
      httpsProxy: 'http://me:the-password@proxy:3128',
      noProxy: 'localhost',
    });
    expect(app.get(TwilioAccount)).toMatchObject({
      authToken: 'the-token',
      apiKey: { sid: 'SK1', secret: 'the-secret' },
      proxyUrl: 'http://me:the-password@proxy:3128',
    });
    expect(informed.mock.calls).toContainEqual(['Twilio is asked through the proxy at proxy:3128']);
    expect(JSON.stringify([warned.mock.calls, informed.mock.calls])).not.toMatch(/the-password|the-secret/);
    await app.close();
  });

  it.each([
    ['http://127.0.0.1:8001', ''],
    ['https://localhost:8443', ''],
    ['https://[::1]:8443', ''],
    ['http://simulator:8001', ''],
    [undefined, 'twilio.com'],
  ])('asks %s directly, with NO_PROXY=%j', async (twilioApiBaseUrl, noProxy) => {
    const app = await start({ ...LIVE, twilioApiBaseUrl, httpsProxy: 'http://proxy:3128', noProxy });
    expect(app.get(TwilioAccount).proxyUrl).toBeUndefined();
    await app.close();
  });

  it('does not start without credentials, and says which', async () => {
    await expect(start({ ...LIVE, twilioFromNumber: undefined })).rejects.toThrow('TWILIO_FROM_NUMBER');
  });
});

describe('simulated', () => {
  it('starts a simulator, says so, calls through it, and stops it at shutdown', async () => {
    const app = await start({ twilioMode: 'simulator' });
    const account = app.get(TwilioAccount);
    const service = app.get(TwilioService);
    expect(account).toMatchObject({
      mode: 'simulated',
      apiBaseUrl: expect.stringContaining('http://127.0.0.1:'),
    });
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('SIMULATED'));
    expect(JSON.stringify([warned.mock.calls, informed.mock.calls])).not.toContain(account.authToken);
    await expect(service.isHealthy()).resolves.toBe(true);
    const call = {
      to: '+14155552671',
      callId: 'an-id',
      attempt: 1,
      recordingEnabled: false,
      hasPlan: false,
      ringSeconds: 60,
      maxSeconds: 4200,
    };
    const { sid } = await service.placeCall(call, sendAtOnce);
    await expect(service.fetchCall(sid)).resolves.toMatchObject({
      sid,
      to: call.to,
      from: account.fromNumber,
    });
    await app.close();
    await expect(service.isHealthy()).resolves.toBe(false);
  });

  it('gives the simulator the credentials that are set, and asks it with the API key', async () => {
    const apiKey = { sid: `SK${'2'.repeat(32)}`, secret: 'the-secret' };
    const app = await start({
      ...LIVE,
      twilioMode: 'simulator',
      twilioApiKeySid: apiKey.sid,
      twilioApiKeySecret: apiKey.secret,
      httpsProxy: 'http://proxy:3128',
    });
    expect(app.get(TwilioAccount).proxyUrl).toBeUndefined();
    expect(app.get(TwilioAccount)).toMatchObject({
      mode: 'simulated',
      accountSid: LIVE.twilioAccountSid,
      authToken: 'the-token',
      apiKey,
      fromNumber: '+14155552671',
    });
    await expect(app.get(TwilioService).isHealthy()).resolves.toBe(true);
    await app.close();
  });

  it('joins the simulator that the port already has, and leaves it running', async () => {
    const first = await start({ twilioMode: 'simulator' });
    const port = Number(new URL(first.get(TwilioAccount).apiBaseUrl ?? '').port);
    const second = await start({ twilioMode: 'simulator', simulatorPort: port });
    expect(second.get(TwilioAccount).accountSid).toBe(first.get(TwilioAccount).accountSid);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('Joined the'));
    await second.close();
    await expect(first.get(TwilioService).isHealthy()).resolves.toBe(true);
    await first.close();
  });

  it('does not start beside another program on its port, and says what to change', async () => {
    const other = await startHttpServer((response) => response.end('hello'));
    await expect(start({ twilioMode: 'simulator', simulatorPort: other.port })).rejects.toThrow(
      'SIMULATOR_PORT',
    );
    await other.close();
  });
});
