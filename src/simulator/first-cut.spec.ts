import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM } from './testing/bench.js';

describe('a simulated call', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.customer.forget());
  afterAll(() => bench.stop());

  const place = (to: string) =>
    bench.client.calls.create({
      to,
      from: FROM,
      url: `${bench.customer.url}/voice?call_id=a%2Bb`,
      statusCallback: `${bench.customer.url}/status?x=1#rc=5&rp=all`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });

  it('is spoken to, leaves a message, and is told in order, signed', async () => {
    const { url } = bench.customer;
    bench.customer.onTwiml(
      '/voice',
      `<Say>Hello there, this is a script of some length.</Say><Pause length="2"/><Record action="${url}/recorded" ` +
        `transcribe="true" transcribeCallback="/recording" recordingStatusCallback="/recording" ` +
        `recordingStatusCallbackEvent="in-progress completed"/><Hangup/>`,
    );
    bench.customer.onTwiml('/recorded', '<Say>Thank you.</Say><Hangup/>');
    const { sid, status } = await place('+12025550100');
    expect(status).toBe('queued');
    const truth = await bench.until(sid, ({ webhooks }) =>
      webhooks.some(({ kind, tries }) => kind === 'transcription' && tries.length === 1),
    );
    expect(truth.said).toEqual(['Hello there, this is a script of some length.', 'Thank you.']);
    expect(bench.customer.received.every(({ isSigned }) => isSigned)).toBe(true);
    const told = bench.customer.to('/status').map(({ params }) => [params.SequenceNumber, params.CallStatus]);
    expect(told).toEqual([
      ['0', 'initiated'],
      ['1', 'ringing'],
      ['2', 'in-progress'],
      ['3', 'completed'],
    ]);
    expect(
      bench.customer
        .to('/recording')
        .map(({ params }) => params.RecordingStatus ?? params.TranscriptionStatus),
    ).toEqual(['in-progress', 'completed', 'completed']);
    expect(bench.customer.to('/status').at(-1)?.params).toMatchObject({
      CallSid: sid,
      CallDuration: String(truth.duration),
      SipResponseCode: '200',
      Direction: 'outbound-api',
      CallbackSource: 'call-progress-events',
      Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
    });
    const call = await bench.client.calls(sid).fetch();
    expect(call).toMatchObject({ status: 'completed', duration: String(truth.duration) });
    const [recording] = await bench.client.recordings.list({ callSid: sid });
    expect(recording).toMatchObject({ status: 'completed', source: 'RecordVerb', callSid: sid });
  });

  it.each([
    ['+12025550130', 'busy', 486],
    ['+12025550131', 'no-answer', 487],
    ['+12025550132', 'failed', 404],
  ])('of %s ends %s', async (to, status, sip) => {
    const { sid } = await place(to);
    await bench.ended(sid);
    expect(bench.customer.to('/voice')).toEqual([]);
    expect(bench.customer.to('/status').map(({ params }) => params.CallStatus)).toEqual([
      'initiated',
      'ringing',
      status,
    ]);
    expect(bench.customer.to('/status').at(-1)?.params).toMatchObject({
      SipResponseCode: String(sip),
      CallDuration: '0',
    });
  });

  it('can be cancelled, and hung up', async () => {
    bench.customer.onTwiml('/voice', '<Pause length="3600"/>');
    const first = await place('+12025550150');
    expect(await bench.client.calls(first.sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    });
    const second = await place('+12025550100');
    await bench.until(second.sid, ({ status }) => status === 'in-progress');
    expect(await bench.client.calls(second.sid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
    });
    await expect(bench.client.calls(second.sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21220,
    });
  });

  it('knows its account', async () => {
    const { accountSid } = bench.simulator;
    expect(await bench.client.api.v2010.accounts(accountSid).fetch()).toMatchObject({
      sid: accountSid,
      status: 'active',
    });
    const response = await fetch(`${bench.simulator.url}/2010-04-01/Accounts/${accountSid}.json`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
  });
});
