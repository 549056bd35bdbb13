import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM } from '../testing/bench.js';
import { connectionOverrides } from './connection-overrides.js';

const ALL = ['initiated', 'ringing', 'answered', 'completed'];

describe('connection overrides', () => {
  it.each([
    [
      'http://a/',
      { retries: 1, retryOn: ['ct'], connectTimeoutMs: 5000, readTimeoutMs: 15_000, totalMs: 15_000 },
    ],
    ['http://a/#rc=5&rp=all', { retries: 5, retryOn: ['4xx', '5xx', 'ct', 'rt'] }],
    [
      'http://a/#rc=9&rt=5&ct=99999&tt=60000',
      { retries: 5, readTimeoutMs: 100, connectTimeoutMs: 10_000, totalMs: 15_000 },
    ],
    ['http://a/#rp=4xx,rt&rc=0&tt=abc', { retries: 0, retryOn: ['4xx', 'rt'], totalMs: 15_000 }],
  ])('of %s', (url, expected) => {
    const { retryOn, ...rest } = connectionOverrides(url);
    expect({ ...rest, retryOn: [...retryOn] }).toMatchObject(expected);
  });
});

describe('callbacks', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.customer.forget());
  afterAll(() => bench.stop());

  const place = async (fields: object = {}, to = '+12025550100'): Promise<string> => {
    if (bench.customer.to('/voice').length === 0) bench.customer.onTwiml('/voice', '<Say>Hello</Say>');
    const { url } = bench.customer;
    const call = { to, from: FROM, url: `${url}/voice`, statusCallback: `${url}/status`, ...fields };
    return (await bench.client.calls.create(call)).sid;
  };
  const statuses = () => bench.customer.to('/status').map(({ params }) => params.CallStatus);

  it('tell only the end by default, with its durations and its SIP code', async () => {
    const sid = await place();
    const truth = await bench.ended(sid);
    expect(statuses()).toEqual(['completed']);
    expect(bench.customer.to('/status')[0]?.params).toMatchObject({
      SequenceNumber: '0',
      CallDuration: String(truth.duration),
      Duration: '1',
      SipResponseCode: '200',
      CallbackSource: 'call-progress-events',
    });
    bench.customer.forget();
    await bench.ended(await place({}, '+12025550130'));
    expect(bench.customer.to('/status')[0]?.params).toMatchObject({
      CallStatus: 'busy',
      Duration: '0',
      SipResponseCode: '486',
    });
  });

  it('tell the events asked for, by the method asked for, unknown ones left out', async () => {
    await bench.ended(
      await place({ statusCallbackEvent: ['answered', 'completed', 'sneezed'], statusCallbackMethod: 'GET' }),
    );
    expect(bench.customer.to('/status').map(({ method, isSigned }) => [method, isSigned])).toEqual([
      ['GET', true],
      ['GET', true],
    ]);
    expect(statuses()).toEqual(['in-progress', 'completed']);
    expect(bench.customer.to('/status')[0]?.params).toMatchObject({
      SequenceNumber: '0',
      Direction: 'outbound-api',
    });
    expect(bench.customer.to('/status')[0]?.params.CallDuration).toBeUndefined();
  });

  it('are not repeated after 5xx without an override, and are with one, under one token', async () => {
    bench.customer.on('/status', { status: 503 });
    const sid = await place();
    await bench.ended(sid);
    const [notification] = await bench.client.calls(sid).notifications.list();
    expect(notification).toMatchObject({ errorCode: '15003', log: '1' });
    expect(bench.customer.to('/status').length).toBe(1);
    bench.customer.forget();
    let tries = 0;
    bench.customer.on('/status', () => ({ status: (tries += 1) < 3 ? 500 : 200 }));
    const again = await place({ statusCallback: `${bench.customer.url}/status?a=1#rc=5&rp=all` });
    await bench.until(
      again,
      ({ webhooks }) => webhooks.at(-1)?.kind === 'status' && webhooks.at(-1)?.tries.length === 3,
    );
    const received = bench.customer.to('/status');
    expect(received.length).toBe(3);
    expect(received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(received.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  it('give up when the answer takes longer than the read or the total time', async () => {
    bench.customer.on('/status', { delayMs: 500 });
    const slow = await bench.ended(await place({ statusCallback: `${bench.customer.url}/status#rt=100` }));
    expect(slow.webhooks.at(-1)?.tries).toMatchObject([
      { status: null, failure: expect.stringMatching(/^rt/) },
    ]);
    const sid = await place({ statusCallback: `${bench.customer.url}/status#rt=200&tt=500&rc=5&rp=all` });
    await bench.ended(sid);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await bench.truth(sid)).webhooks.at(-1)?.tries.length).toBeLessThanOrEqual(3);
  });

  it('are repeated while there is nobody to connect to', async () => {
    const sid = await place({ statusCallback: 'http://127.0.0.1:9/status' });
    await bench.until(sid, ({ webhooks }) => webhooks.at(-1)?.tries.length === 2);
    expect((await bench.truth(sid)).webhooks.at(-1)?.tries[0]).toMatchObject({
      status: null,
      failure: expect.stringMatching(/^ct/),
    });
  });

  it('of recording the whole call: the recording is named in the last status, and has its own callbacks', async () => {
    const recordingStatusCallback = `${bench.customer.url}/recording`;
    const sid = await place({
      record: true,
      recordingStatusCallback,
      recordingStatusCallbackEvent: ['in-progress', 'completed'],
    });
    await bench.until(
      sid,
      ({ webhooks }) =>
        webhooks.filter(({ kind, tries }) => kind === 'recording' && tries.length).length === 2,
    );
    const [recording] = await bench.client.recordings.list({ callSid: sid });
    const last = bench.customer.to('/status').at(-1)?.params;
    expect(last).toMatchObject({ RecordingSid: recording?.sid, RecordingDuration: recording?.duration });
    expect(bench.customer.to('/recording').map(({ params }) => params.RecordingStatus)).toEqual([
      'in-progress',
      'completed',
    ]);
    expect(bench.customer.to('/recording').at(-1)?.params).toMatchObject({
      RecordingSource: 'OutboundAPI',
      RecordingChannels: '1',
      ErrorCode: '0',
      RecordingUrl: last?.RecordingUrl,
    });
  });

  it('of machine detection: the call waits for it, or has a callback of its own', async () => {
    const created = Date.now();
    await bench.ended(await place({ machineDetection: 'DetectMessageEnd' }, '+12025550140'));
    expect(bench.customer.to('/voice')[0]?.params).toMatchObject({
      AnsweredBy: 'machine_end_beep',
      MachineDetectionDuration: expect.stringMatching(/^\d+$/),
    });
    expect(bench.customer.to('/status')[0]?.params.AnsweredBy).toBe('machine_end_beep');
    expect(Date.now() - created).toBeLessThan(5000);
    bench.customer.forget();
    // What is said at '/voice' is over sooner than the machine is known for one.
    bench.customer.onTwiml('/long', '<Pause length="60"/>');
    const asyncAmdStatusCallback = `${bench.customer.url}/amd`;
    const url = `${bench.customer.url}/long`;
    const fields = { url, machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback };
    await bench.ended(await place(fields, '+12025550140'));
    expect(bench.customer.to('/long')[0]?.params.AnsweredBy).toBeUndefined();
    expect(bench.customer.to('/amd')[0]).toMatchObject({
      isSigned: true,
      params: { AnsweredBy: 'machine_start', CallStatus: 'in-progress' },
    });
    bench.customer.forget();
    await bench.ended(await place({ machineDetection: 'Enable', sendDigits: '1w2' }, '+12025550140'));
    expect(bench.customer.to('/voice')[0]?.params.AnsweredBy).toBeUndefined();
  });

  it('come in turn: calls above the rate wait in the queue, and queue_time tells for how long', async () => {
    await bench.control('PATCH', '/account', { calls_per_second: 0.01 });
    const first = await bench.client.calls(await place()).fetch();
    const created = await Promise.all([place(), place(), place()]);
    const waits = await Promise.all(
      created.map(async (sid) => Number((await bench.client.calls(sid).fetch()).queueTime)),
    );
    expect(Number(first.queueTime)).toBe(0);
    for (const [index, wait] of waits.toSorted((a, b) => a - b).entries()) {
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual((index + 1) * 100_000);
    }
    expect((await bench.truth(created[2]!)).status).toBe('queued');
    await bench.control('PATCH', '/account', { calls_per_second: 1 });
    const truth = await bench.ended(created[2]!);
    expect(truth.status).toBe('completed');
  });

  it('outlive a customer that goes away in the middle of a call', async () => {
    bench.customer.onTwiml('/paused', '<Pause length="900"/><Redirect>/voice2</Redirect>');
    const url = `${bench.customer.url}/paused`;
    const sid = await place({ statusCallbackEvent: ALL, url });
    await bench.until(sid, ({ status }) => status === 'in-progress');
    await bench.customer.stop();
    const truth = await bench.ended(sid);
    expect(truth).toMatchObject({
      status: 'completed',
      said: ['We are sorry, an application error has occurred. Goodbye.'],
    });
    expect((await bench.control('GET', '')).status).toBe(200);
    await bench.customer.start();
  });
});
