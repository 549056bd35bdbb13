import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import type { CallChange } from '../events/call-change.js';
import { type Call, callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { UnheardCallsService } from './unheard-calls.service.js';

const plan = { machineDetection: 'none' as const, priority: 0 };
const request = {
  to: '+14155550123',
  userExternalId: 'customer-1',
  text: 'Hello.',
  recordingEnabled: false,
  plan,
};
const AWAY = 'The database is away';

let room: CallsRoom;
let stored: CallsRoom['changes']['store'];
let store: jest.SpiedFunction<CallsRoom['changes']['store']>;
let rung: jest.Mock;

beforeEach(() => {
  Logger.overrideLogger(false);
  jest.restoreAllMocks();
  room = openCallsRoom(new PlanClock(new FakeClock()));
  stored = room.changes.store.bind(room.changes);
  store = jest.spyOn(room.changes, 'store');
  room.events.onMissedRing((rung = jest.fn()));
});

const away = (): Promise<never> => Promise.reject(new Error(AWAY));
const place = (id?: string) => room.placing.place(request, id);
/** Somebody dials the only call that there is. */
const dial = async (): Promise<string> => {
  const [{ id: callId, version }] = only() as [Call];
  const check = { urgency: 0 as const, at: new Date() };
  await stored({ kind: 'dialling', callId, version, attempt: newAttempt(1, new Date(), 'key'), check });
  return callId;
};
/** It is to be tried again. */
const requeue = () => {
  const [{ id: callId, attempts }] = only() as [Call];
  const wait = { lane: 'lane', dueAt: new Date(), why: 'retry' as const };
  return stored({ kind: 'requeued', callId, n: 1, rank: attempts[0]?.rank ?? 0, wait, at: new Date() });
};
const only = (): Call[] => room.calls.all();

describe('a call of which it is not known whether it is stored', () => {
  it('is canceled where it is stored all the same, and its lane is not rung', async () => {
    store.mockImplementationOnce((change) => stored(change).then(away));
    await expect(place()).rejects.toThrow(AWAY);
    expect(only().map(callStatus)).toEqual(['canceled']);
    expect(only()).toMatchObject([{ over: { code: 'not-acknowledged' } }]);
    expect(only()[0]).not.toHaveProperty('wait');
    expect(rung).not.toHaveBeenCalled();
  });

  it('is not taken where nobody heard that it is canceled, and it is', async () => {
    const unheard = (change: CallChange) => stored(change).then(away);
    store.mockImplementationOnce(unheard).mockImplementationOnce(unheard);
    await expect(place()).rejects.toThrow(AWAY);
    expect(only()).toMatchObject([{ attempts: [], over: { code: 'not-acknowledged' } }]);
  });

  it('cannot come late: its place is taken', async () => {
    store.mockImplementationOnce(away).mockImplementationOnce(away);
    await expect(place()).rejects.toThrow(AWAY);
    const [late] = store.mock.calls[0]!;
    expect(only().map(callStatus)).toEqual(['canceled']);
    await expect(room.changes.store(late)).rejects.toThrow(late.kind === 'requested' ? late.call.id : '');
    expect(only()[0]).not.toHaveProperty('wait');
  });

  it('is taken where somebody was called for it already, and goes on', async () => {
    store.mockImplementationOnce(async (change) => {
      await stored(change);
      await dial();
      return away();
    });
    const { call } = await place();
    expect(only()).toMatchObject([{ id: call.id, attempts: [{ key: 'key' }] }]);
    expect(only()[0]).not.toHaveProperty('over');
  });

  it('is taken, too, where it waits again after somebody was called', async () => {
    store.mockImplementationOnce(async (change) => {
      await stored(change);
      await dial();
      await requeue();
      return away();
    });
    await place();
    expect(only()).toMatchObject([{ attempts: [{ key: 'key' }], wait: { lane: 'lane' } }]);
  });

  it('is looked at again where somebody is called while it is ended: then it is taken', async () => {
    store
      .mockImplementationOnce((change) => stored(change).then(away))
      .mockImplementationOnce(async () => ({ outcome: 'refused', callId: await dial() }));
    const { call } = await place();
    expect(only()).toMatchObject([{ id: call.id, attempts: [{ key: 'key' }] }]);
  });

  it('is kept where it is asked for again with its key, and its lane is rung', async () => {
    store.mockImplementationOnce(away);
    await expect(place('5f6b1f0e-0b0a-4f5e-9d0c-1f2e3d4c5b6a')).rejects.toThrow(AWAY);
    expect(only()).toEqual([]);
    expect(rung).toHaveBeenCalledTimes(1);
  });
});

describe('a call that turns out to be dialled after its client was told of a failure', () => {
  /** A clock that nobody waits for. */
  class Hasty extends FakeClock {
    override async atMost(): Promise<void> {}
  }
  let told: Call;
  beforeEach(async () => {
    const call = newQueuedCall(request, { dueAt: new Date(0), why: 'pace' });
    await stored({ kind: 'requested', call });
    await dial();
    told = call;
  });
  const tell = async (): Promise<void> => {
    const { calls, events } = room;
    const clock = new Hasty();
    const unheard = new UnheardCallsService(calls, events, new PlanClock(clock), clock);
    await expect(unheard.isTaken(told)).resolves.toBe(false);
    await new Promise(setImmediate);
  };

  it('is not dialled again once this call has ended', async () => {
    await tell();
    expect(only()).toMatchObject([{ attempts: [{ key: 'key' }], wish: { kind: 'cancel' } }]);
    await expect(requeue()).resolves.toMatchObject({ outcome: 'refused' });
  });

  it('is not dialled again where it waits for that', async () => {
    await requeue();
    await tell();
    expect(only()).toMatchObject([{ attempts: [{ key: 'key' }], over: { code: 'not-acknowledged' } }]);
    expect(only()[0]).not.toHaveProperty('wait');
  });
});
