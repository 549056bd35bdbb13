import { beforeEach, expect, it } from '@jest/globals';
import { newQueuedCall } from '../model/call.js';
import { CallNotAllowedError } from '../model/call.errors.js';
import { someCall } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { type Forbidden, NoCallingRules } from './calling-rules.js';

const NOW = new Date('2026-03-04T09:00:00.000Z');
const LATER = new Date('2026-03-04T10:00:00.000Z');
const PLAN = { machineDetection: 'none' as const, priority: 0 };

let room: CallsRoom;
let askedAt: Date[];
const forbidden = (answer: Forbidden | null): void => {
  const refusalOf = async (_: unknown, at: Date) => (askedAt.push(at), answer);
  room.attempts.keepTo(Object.assign(new NoCallingRules(), { refusalOf }));
};
beforeEach(() => {
  room = openCallsRoom();
  askedAt = [];
});

it('a new call is let in where no rule forbids it when its time comes', async () => {
  await expect(room.attempts.admit(someCall())).resolves.toBeUndefined();
  forbidden(null);
  const wish = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
  await room.attempts.admit(newQueuedCall(wish, { dueAt: LATER, why: 'time' }, { now: NOW }));
  await room.attempts.admit(someCall({}, NOW));
  expect(askedAt).toEqual([LATER, NOW]);
});

it('one that is forbidden for good is refused, with a plan or without', async () => {
  forbidden({ ruleAndWhy: 'premium-rate: never' });
  for (const call of [someCall(), someCall({ plan: PLAN })]) {
    await expect(room.attempts.admit(call)).rejects.toThrow(CallNotAllowedError);
  }
});

it('one that is forbidden for now waits where its client does not', async () => {
  forbidden({ ruleAndWhy: 'calls-per-day: too many', until: LATER });
  await expect(room.attempts.admit(someCall())).rejects.toThrow('calls-per-day: too many');
  await expect(room.attempts.admit(someCall({ plan: PLAN }))).resolves.toBeUndefined();
});
