import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { callBody, someCallSid } from './support/factories.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { getWebhook, postWebhook } from './support/webhook.js';

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
}, 30_000);
afterAll(() => stub.close());
beforeEach(() => stub.answerWith((response) => acceptCall(response)));

const place = async (body = callBody()): Promise<CallDto> =>
  (await request(stub.running.url).post('/calls/outbound').send(body).expect(201)).body;
const find = async (name: string): Promise<CallDto> =>
  (await request(stub.running.url).get(`/calls/${name}`).expect(200)).body;
const statusPath = (call: CallDto) => `/twilio/status?call_id=${call.call_id}&attempt=1`;
const report = (call: CallDto, fields: Record<string, string>, headers = {}) =>
  postWebhook(stub.running, statusPath(call), { CallSid: call.twilio_sid ?? '', ...fields }, headers);
const unmatched = () => stub.running.connection.collection('unmatched_events').countDocuments();

const STORY = ['initiated', 'ringing', 'in-progress', 'completed'].map((CallStatus, n) => ({
  CallStatus,
  SequenceNumber: String(n),
  Timestamp: `Thu, 05 Mar 2026 06:07:0${n} +0000`,
  Direction: 'outbound-api',
  ...(n === 3 && { CallDuration: '17', SipResponseCode: '200', AnsweredBy: 'human' }),
}));

describe('POST /twilio/status', () => {
  it.each([
    ['in order', [0, 1, 2, 3]],
    ['backwards', [3, 2, 1, 0]],
    ['twice over', [2, 2, 3, 0, 3, 1, 0, 1]],
  ])('follows a call to its end, told %s', async (_, order) => {
    const call = await place();
    for (const n of order) {
      const { body } = await report(call, STORY[n]!).expect(200);
      expect(body).toEqual({ status: 'ok' });
    }
    await expect(find(call.call_id)).resolves.toMatchObject({
      status: 'completed',
      duration: 17,
      started_at: '2026-03-05T06:07:00.000Z',
      answered_at: '2026-03-05T06:07:02.000Z',
      ended_at: '2026-03-05T06:07:03.000Z',
      direction: 'outbound-api',
      answered_by: 'human',
      sip_code: 200,
    });
  });

  it('takes one event once, whatever its headers say, and each that is signed as another', async () => {
    const call = await place();
    await report(call, STORY[0]!).expect(200);
    for (let n = 0; n < 110; n += 1) {
      await report(call, STORY[1]!, { 'I-Twilio-Idempotency-Token': someCallSid() }).expect(200);
    }
    const oneToken = { 'I-Twilio-Idempotency-Token': 'the same' };
    for (const event of STORY.slice(2)) await report(call, event, oneToken).expect(200);
    const stored = await stub.running.connection.collection('calls').findOne({ sids: call.twilio_sid });
    const told = stored?.attempts[0].events.map(({ params }: { params: object }) => params);
    expect(told).toMatchObject([{}, ...STORY]);
  });

  it('keeps little of a long one, and says what it left out', async () => {
    const call = await place();
    const long = { Long: 'x'.repeat(60_000), ToCity: 'SAN FRANCISCO' };
    for (let n = 0; n < 12; n += 1)
      await report(call, { ...STORY[1]!, SequenceNumber: String(n), ...long }).expect(200);
    const stored = await stub.running.connection.collection('calls').findOne({ sids: call.twilio_sid });
    const events = stored?.attempts[0].events;
    expect(events).toHaveLength(13);
    expect(events[1]).toMatchObject({
      leftOut: ['Long'],
      params: { ...STORY[1], SequenceNumber: '0', ToCity: 'SAN FRANCISCO' },
    });
    expect(JSON.stringify(stored).length).toBeLessThan(20_000);
    const { body } = await request(stub.running.url).get(`/calls/${call.call_id}/timeline`).expect(200);
    expect(body.events.at(-1).details).toMatchObject({ left_out: 'Long', call_status: STORY[1]?.CallStatus });
  });

  it('keeps a mismatched SID aside and changes nothing', async () => {
    const call = await place();
    const before = await unmatched();
    await postWebhook(stub.running, statusPath(call), { CallSid: someCallSid(), ...STORY[3] }).expect(200);
    await expect(find(call.call_id)).resolves.toMatchObject({
      status: 'initiated',
      twilio_sid: call.twilio_sid,
    });
    await expect(unmatched()).resolves.toBe(before + 1);
  });

  it('keeps what has no call, once, and attaches it when the SID appears', async () => {
    const sid = someCallSid();
    const before = await unmatched();
    for (let n = 0; n < 2; n += 1) {
      await postWebhook(stub.running, '/twilio/status', { CallSid: sid, ...STORY[3] }).expect(200);
    }
    await expect(unmatched()).resolves.toBe(before + 1);
    stub.answerWith((response) => acceptCall(response, sid));
    await place();
    await waitFor('the end that came before', async () => (await find(sid)).status === 'completed');
    await expect(find(sid)).resolves.toMatchObject({ duration: 17 });
    await expect(unmatched()).resolves.toBe(before);
  });

  it('takes odd values without harm', async () => {
    const call = await place();
    const odd = {
      CallStatus: 'teleported',
      CallDuration: '-1',
      SipResponseCode: '',
      Timestamp: 'yesterday',
    };
    await report(call, odd).expect(200);
    for (const year of ['0001', '1969', '9999'])
      await report(call, { ...odd, Timestamp: `Thu, 05 Mar ${year} 06:07:08 +0000` }).expect(200);
    await report(call, { ...odd, Timestamp: '+275760-09-13T00:00:00Z' }).expect(200);
    await report(call, { 'a.b': '1', $where: '1', __proto__x: '1', CallStatus: 'ringing' }).expect(200);
    await report(call, { '\u0000': '1', _bsontype: 'ObjectId', CallStatus: 'ringing' }).expect(200);
    await getWebhook(stub.running, `/twilio/voice?%00=1&_bsontype=ObjectId&call_id=${call.call_id}`).expect(
      200,
    );
    await expect(find(call.call_id)).resolves.toMatchObject({
      status: 'ringing',
      duration: null,
      sip_code: null,
    });
  });

  it.each<[string, string, Record<string, string>]>([
    ['an attempt that Atlas does not count', 'status?attempt=99999999', {}],
    ['a plan that is none', 'status?plan=perhaps', {}],
    ['recording that is neither', 'voice?recording=anything', {}],
    ['an account that is not ours', 'status', { AccountSid: `AC${'0'.repeat(32)}` }],
    ['no call', 'status', { CallSid: '' }],
    ['a number that is none', 'status', { CallDuration: 'NaN' }],
    [
      'a script for a URL',
      'recording',
      { RecordingSid: `RE${'0'.repeat(32)}`, RecordingUrl: 'javascript:1' },
    ],
    ['news of a recording', 'status', { RecordingStatus: 'completed' }],
    ['a part of a name', 'status', { CallStatu: 'sringing', CallStatus: '' }],
  ])('refuses %s, though it is signed', async (_, path, fields) => {
    const told = { CallSid: someCallSid(), ...fields };
    const answer = postWebhook(stub.running, `/twilio/${path}`, told);
    await answer.expect(403, { detail: 'Invalid Twilio signature' });
  });

  it.each(
    ['status', 'recording', 'voice', 'voice/fallback', 'voice/recorded'].map((each) => `/twilio/${each}`),
  )('refuses %s without a valid signature', async (path) => {
    const unsigned = request(stub.running.url).post(path).type('form').send('CallSid=CA1');
    await unsigned.expect(403, { detail: 'Invalid Twilio signature' });
    const tampered = postWebhook(
      stub.running,
      path,
      { CallSid: 'CA1' },
      { 'X-Twilio-Signature': 'c2lnbmVk' },
    );
    await tampered.expect(403, { detail: 'Invalid Twilio signature' });
  });
});

describe('POST /twilio/recording', () => {
  it('gives the call its recording and the transcription, in either order', async () => {
    for (const order of [
      [0, 1],
      [1, 0, 1],
    ]) {
      const call = await place();
      const sid = `RE${someCallSid().slice(2)}`;
      const TranscriptionSid = `TR${sid.slice(2)}`;
      const common = {
        CallSid: call.twilio_sid ?? '',
        RecordingSid: sid,
        RecordingUrl: `https://api.twilio.com/${sid}`,
      };
      const news = [
        { ...common, RecordingStatus: 'completed', RecordingDuration: '7', RecordingChannels: '1' },
        { ...common, TranscriptionSid, TranscriptionStatus: 'completed', TranscriptionText: 'Yes.' },
      ];
      for (const n of order) {
        const path = `/twilio/recording?call_id=${call.call_id}&attempt=1`;
        await postWebhook(stub.running, path, news[n]!).expect(200, { status: 'ok' });
      }
      const { recordings } = await find(call.call_id);
      expect(recordings).toMatchObject([
        {
          sid,
          status: 'completed',
          duration: 7,
          transcription: { sid: TranscriptionSid, status: 'completed', text: 'Yes.' },
        },
      ]);
    }
  });
});

describe('/twilio/voice', () => {
  const voicePath = (call: CallDto, recording = true) =>
    `/twilio/voice?call_id=${call.call_id}&attempt=1&recording=${recording}`;

  it('answers the script, between consent and recording, to POST and GET', async () => {
    const call = await place(callBody({ script: 'Tea & cake at <four>?' }));
    const asked = { CallSid: call.twilio_sid ?? '', CallStatus: 'in-progress' };
    const { text, headers } = await postWebhook(stub.running, voicePath(call), asked).expect(200);
    expect(headers['content-type']).toMatch(/^application\/xml/);
    const order = ['may be recorded', 'Tea &amp; cake at &lt;four&gt;?', '<Record ', '<Hangup/>'];
    const places = order.map((piece) => text.indexOf(piece));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    const got = await getWebhook(stub.running, voicePath(call)).expect(200);
    expect(got.text).toBe(text);
    await expect(find(call.call_id)).resolves.toMatchObject({ status: 'in-progress' });
  });

  it('records nothing where recording is off', async () => {
    const call = await place(callBody({ recording_enabled: false }));
    const asked = { CallSid: call.twilio_sid ?? '', CallStatus: 'in-progress' };
    const { text } = await postWebhook(stub.running, voicePath(call, false), asked).expect(200);
    expect(text).not.toContain('<Record');
    expect(text).not.toContain('recorded');
  });

  it('apologises to a call that it does not know', async () => {
    const { text } = await postWebhook(stub.running, '/twilio/voice?call_id=nothing', {
      CallSid: someCallSid(),
    }).expect(200);
    expect(text).toMatch(/sorry.*<Hangup\/>/);
  });

  it('says nothing to a second ring of the same attempt', async () => {
    const call = await place();
    const { text } = await postWebhook(stub.running, voicePath(call), { CallSid: someCallSid() }).expect(200);
    expect(text).toMatch(/<Response><Hangup\/><\/Response>/);
  });

  it('thanks after the recording, and keeps which one it was', async () => {
    const call = await place();
    const RecordingSid = `RE${call.twilio_sid?.slice(2)}`;
    const path = `/twilio/voice/recorded?call_id=${call.call_id}&attempt=1`;
    const fields = { CallSid: call.twilio_sid ?? '', CallStatus: 'in-progress', RecordingSid };
    const { text } = await postWebhook(stub.running, path, { ...fields, RecordingDuration: '7' }).expect(200);
    expect(text).toMatch(/Thank you.*<Hangup\/>/);
    const { recordings } = await find(call.call_id);
    expect(recordings).toMatchObject([{ sid: RecordingSid, duration: 7, status: null }]);
  });

  describe('fallback', () => {
    const ask = async (call: CallDto, ErrorCode: string, failed: string) => {
      const params = { ErrorCode, ErrorUrl: `${stub.running.url}/twilio/${failed}` };
      const asked = { CallSid: call.twilio_sid ?? '', CallStatus: 'in-progress', ...params };
      const path = `/twilio/voice/fallback?call_id=${call.call_id}&attempt=1&recording=true`;
      return (await postWebhook(stub.running, path, asked).expect(200)).text;
    };

    it.each(['11200', '11205'])('answers the script where it could not be got (%s)', async (code) => {
      const call = await place(callBody({ script: 'Tea at four.' }));
      await expect(ask(call, code, 'voice?call_id=1#rc=2')).resolves.toMatch(
        /consent.*Tea at four.*<Record /,
      );
      await expect(find(call.call_id)).resolves.toMatchObject({ status: 'in-progress' });
    });

    it('does not say again what could not be run', async () => {
      const text = await ask(await place(callBody({ script: 'Tea at four.' })), '13520', 'voice?call_id=1');
      expect(text).toMatch(/sorry.*<Hangup\/>/);
      expect(text).not.toContain('Tea');
    });

    it('thanks where only the end after the recording could not be got', async () => {
      const text = await ask(await place(), '11200', 'voice/recorded?call_id=1&attempt=1#rc=2');
      expect(text).toMatch(/Thank you.*<Hangup\/>/);
      expect(text).not.toContain('<Record');
    });

    it('says nothing to a second ring of the same attempt', async () => {
      const second = Object.assign(await place(), { twilio_sid: someCallSid() });
      for (const failed of ['voice?call_id=1', 'voice/recorded?call_id=1'])
        await expect(ask(second, '12100', failed)).resolves.toMatch(/<Response><Hangup\/><\/Response>/);
    });

    it('is in the timeline, with why it was asked for', async () => {
      const call = await place();
      await ask(call, '11200', 'voice?call_id=1');
      const { body } = await request(stub.running.url).get(`/calls/${call.call_id}/timeline`).expect(200);
      expect(JSON.stringify(body)).toContain('Twilio got no usable answer from Atlas');
    });
  });
});
