import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../common/testing/fake-clock.js';
import type { DispatchOverview, DispatchService } from '../dispatch/dispatch.service.js';
import { Metrics } from './metrics.registry.js';
import { QueueDepthService } from './queue-depth.service.js';
import { parseExposition } from './testing/parse-exposition.js';

const record = { term: null, beat: 0, now: new Date(), faults: 0, pausedAt: new Date() };
const overview = jest.fn<() => Promise<DispatchOverview>>();
let metrics: Metrics;
let clock: FakeClock;
let queue: QueueDepthService;

beforeEach(() => {
  overview.mockReset().mockResolvedValue({ record, callsPerSecond: 1, waiting: 7, live: 2 });
  metrics = new Metrics();
  clock = new FakeClock(0);
  queue = new QueueDepthService({ overview } as unknown as DispatchService, metrics, clock);
});

const told = async (): Promise<Record<string, number[]>> => {
  const families = parseExposition(await metrics.text());
  const names = ['atlas_calls_waiting', 'atlas_calls_live', 'atlas_dispatch_state', 'atlas_database_up'];
  return Object.fromEntries(
    names.map((name) => [name, (families.get(name)?.samples ?? []).map(({ value }) => value)]),
  );
};

describe('the queue', () => {
  it('is measured once for all who look within five seconds', async () => {
    await Promise.all([queue.refresh(), queue.refresh()]);
    await queue.refresh();
    expect(overview).toHaveBeenCalledTimes(1);
    await expect(told()).resolves.toEqual({
      atlas_calls_waiting: [7],
      atlas_calls_live: [2],
      atlas_dispatch_state: [0, 1, 0],
      atlas_database_up: [1],
    });
    clock.pass(5_000);
    await queue.refresh();
    expect(overview).toHaveBeenCalledTimes(2);
  });

  it('is waited for two seconds at most, and is unknown until it is told', async () => {
    let tellIt = (_overview: DispatchOverview): void => undefined;
    overview.mockReturnValueOnce(new Promise((resolve) => (tellIt = resolve)));
    const atMost = jest.spyOn(clock, 'atMost').mockResolvedValue();
    await queue.refresh();
    expect(atMost.mock.calls).toEqual([[2_000, expect.anything()]]);
    await expect(told()).resolves.toMatchObject({ atlas_database_up: [0] });
    clock.pass(60_000);
    await queue.refresh();
    expect(overview).toHaveBeenCalledTimes(1);
    tellIt({ record, callsPerSecond: 1, waiting: 3, live: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    await expect(told()).resolves.toMatchObject({ atlas_calls_waiting: [3], atlas_database_up: [1] });
  });

  it('is unknown while the database is away', async () => {
    await queue.refresh();
    clock.pass(5_000);
    overview.mockRejectedValueOnce(new Error('away'));
    await queue.refresh();
    await expect(told()).resolves.toEqual({
      atlas_calls_waiting: [],
      atlas_calls_live: [],
      atlas_dispatch_state: [],
      atlas_database_up: [0],
    });
    clock.pass(5_000);
    await queue.refresh();
    await expect(told()).resolves.toMatchObject({ atlas_calls_waiting: [7], atlas_database_up: [1] });
  });
});
