import { expect, it } from '@jest/globals';
import { newQueuedCall } from '../model/call.js';
import { TakenCheck } from './taken.check.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: false };
const callStored = (storedAt?: Date, storeBy?: Date) => ({
  ...newQueuedCall(request, { dueAt: at(0), why: 'pace' }, { storeBy }),
  storedAt,
});

it.each([
  ['in time', callStored(at(10), at(10)), null],
  ['at any time, as who asks has a key', callStored(), null],
  ['too late', callStored(new Date(at(10).getTime() + 1), at(10)), 'not-acknowledged'],
])('a call that was stored %s', (_when, call, code) => {
  const objection = new TakenCheck().objectionTo(call);
  expect(objection?.kind === 'over' ? [objection.status, objection.reason.code] : null).toEqual(
    code && ['canceled', code],
  );
});
