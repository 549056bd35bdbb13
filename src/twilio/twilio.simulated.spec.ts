import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startOrJoinSimulator, type RunningSimulator } from '../simulator/start-simulator.js';
import { readWebhook } from './webhook.js';
import { startHttpServer, type LocalServer } from './testing/misbehaving-server.js';
import { closeStarted, failureOf, serviceAt } from './testing/stub-twilio.js';
import type { TwilioCall } from './twilio-call.js';
import type { TwilioService } from './twilio.service.js';
import { sendAtOnce } from './testing/send-at-once.js';

/** At this speed Twilio's 15 minutes take less than a second. */
const SPEED = 1_000;
const TWIML = '<Response><Say>Hello</Say><Record maxLength="30" action="/twilio/voice/recorded"/></Response>';
/** For how many requests the TwiML of these calls fails. */
const failing: Record<string, number> = { 'fails-twice': 2, 'fails-always': Infinity };
const dataDir = mkdtempSync(join(tmpdir(), 'atlas-twilio-'));

let atlas: LocalServer;
let simulator: RunningSimulator;
let service: TwilioService;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  atlas = await startHttpServer((response, n) => {
    const path = atlas.requests[n]?.url ?? '';
    response.setHeader('content-type', 'text/xml');
    const isVoice = path.startsWith('/twilio/voice?');
    const callId = new URLSearchParams(path.split('?')[1]).get('call_id') ?? '';
    if (path.startsWith('/twilio/status')) response.writeHead(204).end();
    else if (isVoice && (failing[callId] ?? 0) > 0) {
      failing[callId]! -= 1;
      response.writeHead(500).end();
    } else response.end(isVoice ? TWIML : '<Response><Hangup/></Response>');
  });
  simulator = await startOrJoinSimulator({ port: 0, speed: SPEED, dataDir, log: () => undefined });
  const { url, accountSid, authToken, fromNumber } = simulator;
  service = serviceAt(url, { accountSid, authToken, fromNumber, baseUrl: atlas.url, timeoutMs: 5_000 });
});

afterAll(async () => {
  await closeStarted();
  await simulator.stop();
  await atlas.close();
  rmSync(dataDir, { recursive: true });
  jest.restoreAllMocks();
});

const place = async (to: string, callId: string): Promise<string> => {
  const { sid } = await service.placeCall(
    { to, callId, attempt: 2, recordingEnabled: true, hasPlan: false, ringSeconds: 60, maxSeconds: 4200 },
    sendAtOnce,
  );
  return sid;
};

const until = async <T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const untilStatus = (sid: string, status: string): Promise<TwilioCall> =>
  until(
    () => service.fetchCall(sid),
    (call) => call.status === status,
  );

describe('with the simulator as Twilio', () => {
  it('follows a call to its end, its price, its recording and the requests made for it', async () => {
    const before = new Date();
    const sid = await place('+14155550100', 'a-followed-call');
    const ended = await until(
      () => service.fetchCall(sid),
      ({ price }) => price !== null,
    );
    expect(ended).toMatchObject({ sid, status: 'completed', to: '+14155550100', from: simulator.fromNumber });
    expect(ended).toMatchObject({ direction: 'outbound-api', priceUnit: 'USD' });
    expect(ended.durationSeconds).toBeGreaterThan(0);
    expect(Number(ended.price)).toBeLessThan(0);
    expect(ended.dateCreated?.getTime()).toBeGreaterThanOrEqual(before.getTime() - 1_000);
    const { items: recordings } = await service.listRecordings(sid);
    expect(recordings).toMatchObject([
      { callSid: sid, status: 'completed', source: 'RecordVerb', channels: 1, errorCode: null },
    ]);
    expect(recordings[0]?.url).toBe(
      `${simulator.url}/2010-04-01/Accounts/${simulator.accountSid}/Recordings/${recordings[0]?.sid}`,
    );
    const { items: events } = await until(
      () => service.listCallEvents(sid),
      ({ items }) => items.length > 0,
    );
    const ids = 'call_id=a-followed-call&attempt=2';
    expect(events.find(({ url }) => url.includes('/twilio/voice?'))).toMatchObject({
      url: expect.stringContaining(`${atlas.url}/twilio/voice?${ids}&recording=true`),
      method: 'POST',
      responseCode: 200,
    });
    expect(events.filter(({ url }) => url.includes(`/twilio/status?${ids}`))).toHaveLength(4);
    // What is gone already is deleted as well.
    for (let n = 0; n < 2; n += 1) await service.deleteRecording(recordings[0]?.sid ?? '');
    await expect(service.listRecordings(sid)).resolves.toMatchObject({ items: [] });
  });

  it('has TwiML asked for again after a failure, then the fallback, all of it signed', async () => {
    const paths = (callId: string) =>
      atlas.requests
        .filter(({ url }) => url.startsWith('/twilio/voice') && url.includes(callId))
        .map(({ url }) => url.split('?')[0]);
    await untilStatus(await place('+14155550100', 'fails-twice'), 'completed');
    await untilStatus(await place('+14155550100', 'fails-always'), 'completed');
    const voice = ['/twilio/voice', '/twilio/voice', '/twilio/voice'];
    expect(paths('fails-twice')).toEqual(voice);
    expect(paths('fails-always')).toEqual([...voice, '/twilio/voice/fallback']);
    const asked = atlas.requests.find(({ url }) => url.startsWith('/twilio/voice/fallback'));
    const { url: originalUrl = '', method = '', headers = {}, body = '' } = asked ?? {};
    const request = { originalUrl, method, headers, rawBody: Buffer.from(body) };
    const { accountSid, authToken } = simulator;
    expect(
      readWebhook(request, 'fallback', { baseUrl: atlas.url, accountSid, authToken }).params,
    ).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: expect.stringContaining(`${atlas.url}/twilio/voice?call_id=fails-always`),
    });
  });

  it('lists the calls to one number, and none of another or another time', async () => {
    const sids = [await place('+14155550130', 'first'), await place('+14155550130', 'second')];
    await place('+14155550131', 'another');
    const between = { to: '+14155550130', from: simulator.fromNumber, limit: 10 };
    const calls = await service.listCalls({ ...between, createdAfter: new Date(Date.now() - 60_000) });
    expect(calls.map(({ sid }) => sid).sort()).toEqual(sids.sort());
    await expect(
      service.listCalls({ ...between, createdBefore: new Date(Date.now() - 60_000) }),
    ).resolves.toEqual([]);
    await expect(service.listCalls({ ...between, from: '+15005550001' })).resolves.toEqual([]);
  });

  it('hangs up one that is answered, and is refused once it is over', async () => {
    const sid = await place('+14155550151', 'hung-up');
    await untilStatus(sid, 'in-progress');
    await expect(service.endCall(sid, 'completed')).resolves.toMatchObject({ sid });
    await expect(untilStatus(sid, 'completed')).resolves.toMatchObject({ status: 'completed' });
    expect((await failureOf(service.endCall(sid, 'completed'))).isRefusal(21220)).toBe(true);
    expect((await failureOf(service.endCall(sid, 'canceled'))).isRefusal(21220)).toBe(true);
  });

  it('does not know the SID of a call that was never placed', async () => {
    const sid = `CA${'0'.repeat(32)}`;
    for (const asked of [
      service.fetchCall(sid),
      service.endCall(sid, 'canceled'),
      service.listCallEvents(sid),
      service.listRecordings(sid),
    ]) {
      expect((await failureOf(asked)).isRefusal(20404)).toBe(true);
    }
  });
});
