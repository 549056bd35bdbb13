import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import type { CallQueueService } from '../calls/queue/call-queue.service.js';
import { LaneRepairService } from './lane-repair.service.js';
import { FakeClock } from '../common/testing/fake-clock.js';

const MINUTE_MS = 60_000;
const [FIRST_MS, EACH_MS] = [30_000, 10 * MINUTE_MS];

let clock: FakeClock;
let queue: StrictMock<CallQueueService>;
let repair: LaneRepairService;
/** Whether the repair under way is to go on, and how it ends. */
let isToGoOn: () => boolean;
let end: (isDone: boolean) => void;

beforeEach(() => {
  Logger.overrideLogger(false);
  clock = new FakeClock();
  queue = strictMock<CallQueueService>('CallQueueService');
  queue.repairLanes.mockImplementation((given) => {
    isToGoOn = given!;
    return new Promise((resolve) => (end = resolve));
  });
  repair = new LaneRepairService(queue, clock);
  repair.begin();
});

/** The leader looks at its lanes after this time. */
const lookAfter = async (ms: number): Promise<number> => {
  clock.pass(ms);
  void repair.look();
  await Promise.resolve();
  return queue.repairLanes.mock.calls.length;
};
const ended = async (isDone = true): Promise<void> => {
  end(isDone);
  await new Promise((resolve) => setImmediate(resolve));
};

describe('lanes are repaired', () => {
  it('soon after a term has begun, and again so long after that was done', async () => {
    await expect(lookAfter(FIRST_MS - 1)).resolves.toBe(0);
    await expect(lookAfter(1)).resolves.toBe(1);
    clock.pass(5 * MINUTE_MS);
    await ended();
    await expect(lookAfter(EACH_MS - 1)).resolves.toBe(1);
    await expect(lookAfter(1)).resolves.toBe(2);
  });

  it('never twice at once, however long it takes, nor in a new term', async () => {
    await lookAfter(FIRST_MS);
    await expect(lookAfter(3 * EACH_MS)).resolves.toBe(1);
    repair.begin();
    await expect(lookAfter(FIRST_MS)).resolves.toBe(1);
    await ended(false);
    await expect(lookAfter(0)).resolves.toBe(2);
  });

  it('again soon where it failed, or was not done', async () => {
    queue.repairLanes.mockRejectedValueOnce(new Error('The database is away'));
    await lookAfter(FIRST_MS);
    await ended();
    await expect(lookAfter(FIRST_MS)).resolves.toBe(2);
    await ended(false);
    await expect(lookAfter(FIRST_MS)).resolves.toBe(3);
  });

  it('no longer than the term lasts', async () => {
    await lookAfter(FIRST_MS);
    await lookAfter(MINUTE_MS);
    expect(isToGoOn()).toBe(true);
    repair.begin();
    expect(isToGoOn()).toBe(false);
  });

  it('nor while nobody leads, who would look', async () => {
    await lookAfter(FIRST_MS);
    clock.pass(10_001);
    expect(isToGoOn()).toBe(false);
  });

  it('nor once the process is to end', async () => {
    await lookAfter(FIRST_MS);
    repair.beforeApplicationShutdown();
    expect(isToGoOn()).toBe(false);
    await ended(false);
    await expect(lookAfter(EACH_MS)).resolves.toBe(1);
  });
});
