import { beforeEach, expect, it, jest } from '@jest/globals';
import { newQueuedCall } from '../calls/model/call.js';
import type { CallQueueService } from '../calls/queue/call-queue.service.js';
import { HeldUpService } from '../calls/queue/held-up.service.js';
import { createEnvironment } from '../config/create-environment.js';
import { DispatchService } from './dispatch.service.js';
import type { EngineService } from './engine.service.js';
import { HeldUpWatchService } from './held-up-watch.service.js';
import { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { FakeClock } from '../common/testing/fake-clock.js';

const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: true };
const calls = (count: number) =>
  Array.from({ length: count }, () => newQueuedCall(request, { dueAt: new Date(0), why: 'time' }));

let waiting = calls(0);
let heldUp: HeldUpService;
let dispatch: DispatchService;
let dispatchers: DispatcherMemoryRepository;
let clock: FakeClock;
const wake = jest.fn();
const countWaiting = jest.fn(async () => waiting.length);
const countLive = jest.fn(async () => 0);

beforeEach(() => {
  countWaiting.mockClear();
  countLive.mockClear();
  const findWaiting = async (offset: number, limit: number) => waiting.slice(offset, offset + limit);
  const queue = { countWaiting, countLive, findWaiting } as unknown as CallQueueService;
  wake.mockClear();
  const engine = { wake } as Partial<EngineService> as EngineService;
  clock = new FakeClock();
  dispatchers = new DispatcherMemoryRepository();
  const environment = createEnvironment({ ENVIRONMENT: 'test', MAX_CONCURRENT_CALLS: '2' });
  heldUp = new HeldUpService();
  const watch = new HeldUpWatchService(heldUp, queue, clock, environment);
  dispatch = new DispatchService(dispatchers, queue, engine, watch, clock, environment);
});

const totalOf = async (page: number): Promise<number> =>
  (await dispatch.queuePage({ page, pageSize: 2 })).total;

it('counts by the page where its end is seen, although a count is kept', async () => {
  waiting = calls(2);
  await dispatch.overview();
  for (const [count, page, total] of [
    [0, 1, 0],
    [1, 1, 1],
    [3, 2, 3],
  ] as const) {
    waiting = calls(count);
    await expect(totalOf(page)).resolves.toBe(total);
  }
  expect(countWaiting).toHaveBeenCalledTimes(1);
});

it('says of no page more, or less, than there can be', async () => {
  waiting = calls(5);
  await expect(totalOf(1)).resolves.toBe(5);
  waiting = calls(8);
  await expect(totalOf(4)).resolves.toBe(8);
  waiting = calls(1);
  await expect(totalOf(2)).resolves.toBe(2);
});

it('says that calls wait for others to end where as many go on as may', async () => {
  countLive.mockResolvedValueOnce(2);
  await expect(dispatch.queuePage({ page: 1, pageSize: 2 })).resolves.toMatchObject({
    heldUp: 'concurrency',
  });
  expect(heldUp.current).toBe('concurrency');
});

it('says that calls wait for the end of a pause from its answer on', async () => {
  await dispatch.pause();
  expect(heldUp.current).toBe('pause');
  await dispatch.resume();
  expect(heldUp.current).toBeNull();
});

it('tells how the deployment dials', async () => {
  waiting = calls(3);
  countLive.mockResolvedValueOnce(1);
  await expect(dispatch.overview()).resolves.toMatchObject({
    record: { term: null },
    callsPerSecond: 1,
    maxConcurrentCalls: 2,
    waiting: 3,
    live: 1,
  });
});

it('keeps the count of those that wait for a while', async () => {
  waiting = calls(3);
  await dispatch.overview();
  await dispatch.overview();
  expect(countWaiting).toHaveBeenCalledTimes(1);
  clock.pass(60_000);
  await dispatch.overview();
  expect(countWaiting).toHaveBeenCalledTimes(2);
});

it('waits until what was permitted before a pause, or a change of the rules, has lapsed', async () => {
  const from = clock.monotonic();
  await dispatch.pause();
  await dispatch.rulesChanged();
  expect(clock.monotonic()).toBe(from);
  await dispatchers.take(await dispatchers.find(), 'a', 'atlas-1');
  await dispatch.pause();
  expect(clock.monotonic()).toBe(from + 1_000);
  await dispatch.rulesChanged();
  expect(clock.monotonic()).toBe(from + 2_000);
  await dispatch.resume();
  expect(clock.monotonic()).toBe(from + 2_000);
  expect(wake).toHaveBeenCalledTimes(5);
});

it('counts faults that were heard of elsewhere, and changes of the rules', async () => {
  await dispatch.reportFault();
  await dispatch.rulesChanged();
  await dispatch.rulesChanged();
  await expect(dispatch.record()).resolves.toMatchObject({ faults: 1, rules: 2 });
});

it('raises the counter of the lists before a change of them, and after it', async () => {
  const { rules = 0 } = await dispatch.record();
  await dispatch.rulesWillChange();
  await expect(dispatch.record()).resolves.toMatchObject({ rules: rules + 1 });
  await dispatch.rulesChanged();
  await expect(dispatch.record()).resolves.toMatchObject({ rules: rules + 2 });
});
