import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CallQueueService } from '../calls/queue/call-queue.service.js';
import { HeldUpService } from '../calls/queue/held-up.service.js';
import { createEnvironment } from '../config/create-environment.js';
import { HeldUpWatchService } from './held-up-watch.service.js';
import { LeadershipService } from './leadership.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { FakeClock } from '../common/testing/fake-clock.js';

let clock: FakeClock;
let heldUp: HeldUpService;
let dispatchers: DispatcherMemoryRepository;
let leadership: LeadershipService;
const countLive = jest.fn<() => Promise<number>>();

const open = (settings: Record<string, string> = {}): HeldUpWatchService => {
  const environment = createEnvironment({ ENVIRONMENT: 'test', ...settings });
  return new HeldUpWatchService(heldUp, { countLive } as unknown as CallQueueService, clock, environment);
};

beforeEach(() => {
  clock = new FakeClock();
  heldUp = new HeldUpService();
  dispatchers = new DispatcherMemoryRepository();
  leadership = new LeadershipService(dispatchers, new PlanClock(clock), clock);
  countLive.mockReset().mockResolvedValue(3);
});

it('is known to who leads with each confirmation, though nobody looks', async () => {
  const watch = open();
  await leadership.follow(new AbortController().signal, (record) => watch.hear(record));
  const term = leadership.current!;
  expect(heldUp.current).toBeNull();
  await dispatchers.keepTripped(term, { retryAt: new Date() });
  await leadership.permit();
  expect(heldUp.current).toBe('breaker');
  await dispatchers.setPaused(true);
  await leadership.permit();
  expect(heldUp.current).toBe('pause');
  await dispatchers.setPaused(false);
  await dispatchers.keepTripped(term, null);
  await leadership.permit();
  expect(heldUp.current).toBeNull();
});

describe('as many calls as may go on', () => {
  it('hold up the others until one has ended', async () => {
    const watch = open({ MAX_CONCURRENT_CALLS: '3' });
    const record = await dispatchers.find();
    await expect(watch.judge(record)).resolves.toBe('concurrency');
    countLive.mockResolvedValue(2);
    clock.pass(1_000);
    await expect(watch.judge(record)).resolves.toBeNull();
    expect(heldUp.current).toBeNull();
  });

  it('are not counted where there is no limit', async () => {
    await expect(open().judge(await dispatchers.find())).resolves.toBeNull();
    expect(countLive).not.toHaveBeenCalled();
  });

  it('are said as they were counted last while they cannot be counted', async () => {
    const watch = open({ MAX_CONCURRENT_CALLS: '3' });
    await watch.judge(await dispatchers.find());
    countLive.mockRejectedValue(new Error('The database is away'));
    clock.pass(1_000);
    watch.hear(await dispatchers.find());
    await Promise.resolve();
    expect(heldUp.current).toBe('concurrency');
  });
});

it('is said of the last record, however late a count comes', async () => {
  const watch = open({ MAX_CONCURRENT_CALLS: '3' });
  let answer: (count: number) => void = () => undefined;
  countLive.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const judged = watch.judge(await dispatchers.find());
  watch.hear(await dispatchers.setPaused(true));
  expect(heldUp.current).toBe('pause');
  answer(3);
  await expect(judged).resolves.toBe('pause');
});
