import { afterEach, beforeEach, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../../test/support/start-controller.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';

const AT = '2026-03-04T05:06:07.890Z';

let room: CallsRoom;
let running: RunningController;
beforeEach(async () => {
  room = openCallsRoom();
  const timelines = new TimelineService(room.calls, room.recordings, room.unmatched);
  running = await startController(TimelineController, [{ provide: TimelineService, useValue: timelines }]);
});
afterEach(() => running.close());

it('tells what each event changed, and what of Twilio’s words helps to understand it', async () => {
  const call = someCall({}, new Date('2026-03-04T05:06:00.000Z'));
  const sid = someSid();
  await room.calls.insert(call);
  const params = { CallSid: sid, CallStatus: 'busy', SipResponseCode: '486', ApiVersion: '2010', To: '' };
  const news = { key: 'k', status: 'busy' as const, sipCode: 486, params, receivedAt: new Date(AT) };
  await room.news.learn({ callId: call.id, n: 1, sid }, someEvent(news));
  for (const name of [call.id, sid]) {
    const { body } = await request(running.url).get(`/calls/${name}/timeline`).expect(200);
    expect(body).toMatchObject({ call_id: call.id, status: 'busy', repairs: 0 });
    const event = body.events.at(-1);
    expect(event).toMatchObject({
      attempt: 1,
      source: 'callback',
      kind: 'status',
      status: 'busy',
      occurred_at: null,
      received_at: AT,
      recording_sid: null,
      ignored: null,
    });
    expect(event.details).toEqual({ call_sid: sid, call_status: 'busy', sip_response_code: '486' });
    expect(event.changes).toHaveProperty('sip_code');
    expect(event.changes).toHaveProperty('twilio_sid');
    expect(event.explanations).toContainEqual(expect.objectContaining({ code: '486' }));
  }
});

it('tells the key that ended a recording', async () => {
  const [call, CallSid] = [someCall(), someSid()];
  await room.calls.insert(call);
  const params = { CallSid, RecordingSid: `RE${CallSid.slice(2)}`, RecordingDuration: '7', Digits: '#' };
  await room.news.accept({
    kind: 'recording',
    callId: call.id,
    attempt: 1,
    params,
    receivedAt: new Date(AT),
  });
  const { body } = await request(running.url).get(`/calls/${call.id}/timeline`).expect(200);
  const told = body.events.find(({ kind }: { kind: string }) => kind === 'recording');
  expect(told).toMatchObject({ status: null, recording_sid: params.RecordingSid, details: { digits: '#' } });
});

it('knows no timeline of a call that is not there', async () => {
  await request(running.url).get('/calls/nobody/timeline').expect(404, { detail: 'Call not found: nobody' });
});
