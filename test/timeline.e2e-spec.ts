import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import type { TimelineDto } from '../src/calls/timeline/dto/timeline.dto.js';
import { callBody, someCallSid } from './support/factories.js';
import { settledCalls, storyOf, truthOf } from './support/simulator-truth.js';
import { startApp } from './support/start-app.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
});
afterAll(() => stub.close());
beforeEach(() => stub.answerWith((response) => acceptCall(response)));

const place = async (status = 201): Promise<CallDto> =>
  (await request(stub.running.url).post('/calls/outbound').send(callBody()).expect(status)).body as CallDto;
const timelineOf = async (name: string | null, url = stub.running.url): Promise<TimelineDto> =>
  (await request(url).get(`/calls/${name}/timeline`).expect(200)).body as TimelineDto;
const tell = (call: CallDto, fields: Record<string, string>, path = 'status') =>
  postWebhook(stub.running, `/twilio/${path}?call_id=${call.call_id}&attempt=1`, {
    CallSid: call.twilio_sid ?? '',
    ...fields,
  }).expect(200);

/** What all changes come to. */
const sumOf = ({ events }: TimelineDto) =>
  Object.fromEntries(
    events.flatMap(({ changes }) => Object.entries(changes).map(([name, { to }]) => [name, to])),
  );

describe('GET /calls/{call}/timeline', () => {
  it('tells what each event changed, or why nothing, by call_id and by SID', async () => {
    const call = await place();
    const busy = { CallStatus: 'busy', SequenceNumber: '2', SipResponseCode: '486', To: call.to_number };
    await tell(call, { ...busy, Timestamp: 'Thu, 05 Mar 2026 06:07:03 +0000', CallToken: 'secret' });
    await tell(call, { CallStatus: 'ringing', SequenceNumber: '1', CallerCountry: 'US' });
    await tell(call, { CallStatus: 'failed', SequenceNumber: '3' });
    await postWebhook(stub.running, `/twilio/status?call_id=${call.call_id}&attempt=1`, {
      CallSid: someCallSid(),
      CallStatus: 'completed',
    }).expect(200);
    const timeline = await timelineOf(call.call_id);
    expect(await timelineOf(call.twilio_sid)).toEqual(timeline);
    expect(timeline).toMatchObject({ call_id: call.call_id, status: 'busy', repairs: 0 });
    expect(
      timeline.events.map(({ source, kind, status, ignored }) => [source, kind, status, ignored]),
    ).toEqual([
      ['client', 'requested', null, null],
      ['atlas', 'created', 'initiated', null],
      ['api', 'submission', 'initiated', null],
      ['callback', 'status', 'busy', null],
      ['callback', 'status', 'ringing', 'an older status'],
      ['callback', 'status', 'failed', 'another end of the same source is believed'],
      ['callback', 'status', 'completed', 'the attempt has another SID'],
    ]);
    expect(timeline.events[2]?.changes).toEqual({
      submission: { from: 'unknown', to: 'accepted' },
      twilio_sid: { from: null, to: call.twilio_sid },
    });
    expect(timeline.events[3]).toEqual({
      attempt: 1,
      source: 'callback',
      kind: 'status',
      status: 'busy',
      occurred_at: '2026-03-05T06:07:03.000Z',
      received_at: expect.stringMatching(/Z$/),
      recording_sid: null,
      changes: {
        status: { from: 'initiated', to: 'busy' },
        started_at: { from: null, to: '2026-03-05T06:07:03.000Z' },
        ended_at: { from: null, to: '2026-03-05T06:07:03.000Z' },
        sip_code: { from: null, to: 486 },
      },
      ignored: null,
      explanations: [{ kind: 'sip', code: '486', meaning: expect.any(String), fix: expect.any(String) }],
      details: {
        to: call.to_number,
        call_sid: call.twilio_sid,
        call_status: 'busy',
        sequence_number: '2',
        sip_response_code: '486',
      },
    });
    const { body } = await request(stub.running.url).get(`/calls/${call.call_id}`).expect(200);
    expect(body.explanations).toEqual(timeline.events[3]?.explanations);
  });

  it('tells of recordings', async () => {
    const call = await place();
    const sid = `RE${someCallSid().slice(2)}`;
    const recorded = {
      RecordingSid: sid,
      RecordingStatus: 'completed',
      RecordingDuration: '7',
      ErrorCode: '0',
    };
    await tell(call, recorded, 'recording');
    const { events } = await timelineOf(call.call_id);
    expect(events.at(-1)).toMatchObject({
      kind: 'recording',
      source: 'callback',
      recording_sid: sid,
      status: 'completed',
      changes: {
        recording_status: { from: null, to: 'completed' },
        recording_duration: { from: null, to: 7 },
      },
      ignored: null,
      explanations: [],
    });
  });

  it('says why a call was not dialled, and what to do', async () => {
    stub.answerWith((response) =>
      response.writeHead(400).end('{"code":21215,"message":"Geo permission","status":400}'),
    );
    await place(502);
    const { body } = await request(stub.running.url).get('/calls?status=failed&page_size=1').expect(200);
    const [call] = body.data as CallDto[];
    const { events } = await timelineOf(call?.call_id ?? '');
    expect(events.at(-1)).toMatchObject({
      source: 'atlas',
      kind: 'submission',
      changes: {
        status: { from: 'initiated', to: 'failed' },
        submission: { from: 'unknown', to: 'refused' },
        failure_reason: { from: null, to: '21215 Geo permission' },
      },
      explanations: [{ kind: 'twilio', code: '21215', fix: expect.stringContaining('Geo') }],
    });
    expect(call?.explanations).toEqual(events.at(-1)?.explanations);
  });

  it('does not know every call', async () => {
    for (const name of ['nothing', someCallSid()])
      await request(stub.running.url)
        .get(`/calls/${name}/timeline`)
        .expect(404, { detail: `Call not found: ${name}` });
  });

  it('adds up to the truth that the simulator knows', async () => {
    const running = await startApp();
    try {
      const { body } = await request(running.url).post('/calls/outbound').send(callBody()).expect(201);
      const [truth] = await settledCalls(running.account.apiBaseUrl ?? '', 1, 50_000);
      const told = async () => (await request(running.url).get(`/calls/${body.call_id}`)).body as CallDto;
      const expected = JSON.stringify(truthOf(truth!));
      await waitFor(
        'the call to be told in full',
        async () => JSON.stringify(storyOf(await told())) === expected,
      ).catch(() => undefined);
      const call = await told();
      // In words that tell what is missing.
      expect(storyOf(call)).toEqual(truthOf(truth!));
      const timeline = await timelineOf(call.call_id, running.url);
      const sum = sumOf(timeline);
      const { status, duration, sip_code, started_at, answered_at, ended_at, twilio_sid } = call;
      expect(sum).toMatchObject({
        status,
        duration,
        sip_code,
        started_at,
        answered_at,
        ended_at,
        twilio_sid,
      });
      const [recording] = call.recordings;
      expect(sum).toMatchObject({
        recording_status: recording?.status,
        recording_duration: recording?.duration,
        transcription_text: recording?.transcription?.text,
      });
      expect(
        timeline.events.every(
          ({ attempt, changes, ignored }) => attempt === null || ignored || Object.keys(changes).length > 0,
        ),
      ).toBe(true);
    } finally {
      await running.close();
    }
  });
});
