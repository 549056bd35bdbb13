import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { CallControlController } from '../control/call-control.controller.js';
import { CallControlService } from '../control/call-control.service.js';
import { CallNotAllowedError } from '../model/call.errors.js';
import type { Call } from '../model/call.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { someCall } from '../testing/call.factory.js';
import { CallsController } from './calls.controller.js';
import { CallsService } from './calls.service.js';
import { placingFailureOf } from './placing-failure.mapper.js';

let room: CallsRoom;
let running: RunningController | undefined;
beforeEach(() => {
  room = openCallsRoom();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
});

it('a call is shown in full, by its id', async () => {
  const call = someCall();
  await room.calls.insert(call);
  running = await startController(CallsController, [{ provide: CallsService, useValue: room.service }]);
  const { body } = await request(running.url).get(`/calls/${call.id}`).expect(200);
  expect(body).toMatchObject({ call_id: call.id, user_id: 'customer-1', recordings: [], feedback: null });
  await request(running.url).get('/calls/nobody').expect(404, { detail: 'Call not found: nobody' });
});

it('a call is ended by the wish that was sent', async () => {
  const control: StrictMock<CallControlService> = strictMock<CallControlService>('CallControlService');
  const call = someCall();
  control.end.mockResolvedValue({ call, userId: 'u', recordings: [], feedback: null });
  running = await startController(CallControlController, [
    { provide: CallControlService, useValue: control },
  ]);
  for (const kind of ['hangup', 'cancel']) {
    const { body } = await request(running.url).post(`/calls/${call.id}/${kind}`).expect(200);
    expect(body).toMatchObject({ call_id: call.id });
  }
  expect(control.end.mock.calls).toEqual([
    [call.id, 'hangup'],
    [call.id, 'cancel'],
  ]);
});

describe('why a call without a plan was not dialled', () => {
  const reason = { code: '20003', message: 'Authenticate' };
  const withAttempt = (changes: object): Call => {
    const call = someCall();
    return { ...call, attempts: [{ ...call.attempts[0]!, ...changes }] };
  };

  it('is what Twilio said, or that it was not reached, to be tried again', () => {
    expect(placingFailureOf(withAttempt({ submission: 'refused', reason }))).toMatchObject({
      outcome: 'refused',
      reason: { code: 20003, message: 'Authenticate' },
      retryAfterSeconds: undefined,
    });
    const unsent = { submission: 'unsent', reason: { code: 'ECONNREFUSED', message: 'refused' } };
    expect(placingFailureOf(withAttempt(unsent))).toMatchObject({
      outcome: 'unsent',
      reason: { code: 'ECONNREFUSED' },
      retryAfterSeconds: 5,
    });
  });

  it('is the rule that forbids it', () => {
    const over = { code: 'not-allowed', message: 'premium-rate: never', at: new Date() };
    const forbidden = placingFailureOf({ ...someCall(), attempts: [], over });
    expect(forbidden).toBeInstanceOf(CallNotAllowedError);
    expect(forbidden?.message).toBe('Call not allowed: premium-rate: never');
    const canceled = { ...over, code: 'canceled' };
    expect(placingFailureOf({ ...someCall(), attempts: [], over: canceled })).toBeNull();
  });

  it('is nothing where it was dialled, may have been, or may still be', () => {
    const plan = { machineDetection: 'none' as const, priority: 0 };
    expect(placingFailureOf(someCall())).toBeNull();
    expect(placingFailureOf(withAttempt({ submission: 'unknown', reason }))).toBeNull();
    expect(placingFailureOf(withAttempt({ submission: 'accepted', reason }))).toBeNull();
    expect(placingFailureOf({ ...withAttempt({ submission: 'refused', reason }), plan })).toBeNull();
    const over = { code: 'not-allowed', message: 'premium-rate: never', at: new Date() };
    expect(placingFailureOf({ ...someCall(), plan, attempts: [], over })).toBeNull();
    expect(placingFailureOf({ ...someCall(), over })).toBeNull();
  });
});
