import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Call, newQueuedCall } from '../model/call.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { MissedRingsService } from './missed-rings.service.js';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const FAILURE = new Error('The database is away');

let room: CallsRoom;
let missed: MissedRingsService;
let ring: jest.SpiedFunction<CallsRoom['lanes']['ring']>;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  Logger.overrideLogger(false);
  room = openCallsRoom();
  ring = jest.spyOn(room.lanes, 'ring');
  missed = new MissedRingsService(room.events, room.lanes);
  missed.onApplicationBootstrap();
});
afterEach(() => void jest.useRealTimers());

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A call that is put into its lane, as its client asks for it. */
const put = async (userExternalId: string, minute: number): Promise<Call> => {
  const plan = { machineDetection: 'none' as const, priority: 0 };
  const request = { to: '+14155550123', userExternalId, recordingEnabled: false, plan };
  const call = newQueuedCall(request, { dueAt: at(minute), why: 'time' });
  await room.events.record({ kind: 'requested', call, isAskedAgain: true });
  await new Promise((resolve) => setImmediate(resolve));
  return call;
};
const due = async (minute: number): Promise<string[]> =>
  (await room.lanes.findDue([0], at(minute), 99)).map(({ id }) => id);

describe('a lane that could not be told of its call', () => {
  it('is told of it a moment later, and once', async () => {
    ring.mockRejectedValueOnce(FAILURE);
    await put('ada', 1);
    await expect(due(9)).resolves.toEqual([]);
    await pass(500);
    await expect(due(1)).resolves.toEqual(['0:ada']);
    await pass(600_000);
    expect(ring).toHaveBeenCalledTimes(2);
  });

  it('is told of it, too, where nobody knows whether the call was stored', async () => {
    const { changes } = room;
    const store = changes.store.bind(changes);
    jest.spyOn(changes, 'store').mockImplementationOnce(async (change) => {
      await store(change);
      throw FAILURE;
    });
    await expect(put('ada', 1)).rejects.toThrow(FAILURE);
    await pass(500);
    await expect(due(1)).resolves.toEqual(['0:ada']);
  });

  it('is rung after ever longer pauses, until it is told', async () => {
    ring.mockRejectedValue(FAILURE);
    await put('ada', 1);
    for (const [seconds, rings] of [
      [0.5, 2],
      [1, 3],
      [2, 4],
      [4, 5],
      [8, 6],
      [16, 7],
      [30, 8],
      [30, 9],
    ] as const) {
      await pass(seconds * 1_000 - 1);
      expect(ring).toHaveBeenCalledTimes(rings - 1);
      await pass(1);
      expect(ring).toHaveBeenCalledTimes(rings);
    }
    ring.mockRestore();
    await pass(30_000);
    await expect(due(1)).resolves.toEqual(['0:ada']);
  });

  it('is rung once for all calls in it, at the earliest of their times', async () => {
    ring.mockRejectedValue(FAILURE);
    for (const minute of [5, 3, 4]) await put('ada', minute);
    await put('bob', 6);
    ring.mockRestore();
    ring = jest.spyOn(room.lanes, 'ring');
    await pass(500);
    expect(ring.mock.calls).toEqual([
      ['0:ada', at(3)],
      ['0:bob', at(6)],
    ]);
  });

  it('keeps no other one waiting that can be told', async () => {
    ring.mockImplementation(async (lane) => {
      if (lane === '0:ada') throw FAILURE;
    });
    await put('ada', 1);
    ring.mockRejectedValueOnce(FAILURE);
    await put('bob', 1);
    ring.mockClear();
    await pass(1_500);
    expect(ring.mock.calls.map(([lane]) => lane)).toEqual(['0:ada', '0:bob', '0:ada']);
  });

  it('is rung for an earlier call, too, that came meanwhile', async () => {
    ring.mockRejectedValueOnce(FAILURE);
    await put('ada', 5);
    let fail = (_error: Error): void => undefined;
    ring.mockReturnValueOnce(new Promise((_, reject) => (fail = reject)));
    await pass(500);
    ring.mockRejectedValueOnce(FAILURE);
    await put('ada', 2);
    fail(FAILURE);
    await pass(1_000);
    await expect(due(2)).resolves.toEqual(['0:ada']);
  });

  it('is rung no more once the process is to end', async () => {
    ring.mockRejectedValue(FAILURE);
    await put('ada', 1);
    let fail = (_error: Error): void => undefined;
    ring.mockReturnValueOnce(new Promise((_, reject) => (fail = reject)));
    await pass(500);
    missed.beforeApplicationShutdown();
    fail(FAILURE);
    await put('bob', 1);
    ring.mockClear();
    await pass(60_000);
    expect(ring).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
