import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CallQueueService } from '../calls/queue/call-queue.service.js';
import { createEnvironment } from '../config/create-environment.js';
import { RoomService } from './room.service.js';
import { FakeClock } from '../common/testing/fake-clock.js';

let clock: FakeClock;
let room: RoomService;
const countLive = jest.fn<() => Promise<number>>();

const open = (settings: Record<string, string>): RoomService =>
  new RoomService(
    { countLive } as unknown as CallQueueService,
    clock,
    createEnvironment({ ENVIRONMENT: 'test', ...settings }),
  );

beforeEach(() => {
  clock = new FakeClock();
  countLive.mockReset().mockResolvedValue(0);
  room = open({ MAX_CONCURRENT_CALLS: '2' });
});

const store = (callId: string): void => {
  room.begin(callId);
  clock.pass(5);
  room.stored(callId);
};

describe('the room for calls at the same time', () => {
  it('is without end, and not counted, where there is no limit', async () => {
    room = open({});
    for (const id of ['a', 'b', 'c']) store(id);
    await expect(room.isFull()).resolves.toBe(false);
    expect(countLive).not.toHaveBeenCalled();
  });

  it('is taken by what was counted and by what has begun since', async () => {
    countLive.mockResolvedValue(1);
    await expect(room.isFull()).resolves.toBe(false);
    room.begin('a');
    await expect(room.isFull()).resolves.toBe(true);
  });

  it('counts nobody twice who is stored', async () => {
    await room.isFull();
    store('a');
    clock.pass(1_000);
    countLive.mockResolvedValue(1);
    await expect(room.isFull()).resolves.toBe(false);
  });

  it('counts who was stored while it was counted', async () => {
    countLive.mockImplementationOnce(async () => {
      store('a');
      return 1;
    });
    await expect(room.isFull()).resolves.toBe(true);
  });

  it('is kept for who is not stored yet, however long that takes', async () => {
    room.begin('a');
    room.begin('b');
    for (let n = 0; n < 5; n += 1) {
      clock.pass(10_000);
      await expect(room.isFull()).resolves.toBe(true);
    }
  });

  it('is left by who surely was not stored, and by nobody else before it is counted', async () => {
    countLive.mockResolvedValue(1);
    await room.isFull();
    room.begin('a');
    room.ended('a');
    await expect(room.isFull()).resolves.toBe(false);
    store('b');
    room.ended('b');
    await expect(room.isFull()).resolves.toBe(true);
  });

  it('is found by counting, each second, and four times as often while there is none', async () => {
    for (const at of [0, 999, 1_000]) {
      clock.pass(at - clock.monotonic());
      await room.isFull();
    }
    expect(countLive).toHaveBeenCalledTimes(2);
    countLive.mockResolvedValue(2);
    clock.pass(1_000);
    await expect(room.isFull()).resolves.toBe(true);
    countLive.mockResolvedValue(1);
    clock.pass(249);
    await expect(room.isFull()).resolves.toBe(true);
    clock.pass(1);
    await expect(room.isFull()).resolves.toBe(false);
  });
});
