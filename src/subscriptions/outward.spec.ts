import { afterEach, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { waitFor } from '../../test/support/wait-for.js';
import type { CallEventsService } from '../calls/events/call-events.service.js';
import { Interest } from '../calls/events/interest.service.js';
import { Clock } from '../common/time/clock.service.js';
import type { DeliveringService } from './deliveries/delivering.service.js';
import type { KnownSubscriptions } from './known-subscriptions.service.js';
import { OutwardService } from './outward.service.js';
import type { Relayed, RelayService } from './relay.service.js';

let monotonic = 0;
class StepClock extends Clock {
  override monotonic(): number {
    return monotonic;
  }
}

let outward: OutwardService;
afterEach(() => outward.beforeApplicationShutdown());

const openOutward = (enabled: object[] = []) => {
  let change = (): void => undefined;
  const subscribe = (subscriber: () => void) => {
    change = subscriber;
    return () => undefined;
  };
  const tellSome = jest.fn(async (): Promise<Relayed> => ({ rung: [], isMore: false }));
  const announce = jest.fn(async (): Promise<string[]> => []);
  const deliver = jest.fn(async (_id: string) => undefined);
  const refresh = jest.fn(async () => undefined);
  const interest = new Interest();
  outward = new OutwardService(
    { subscribe } as unknown as CallEventsService,
    interest,
    { refresh, isAny: enabled.length > 0, isRead: true, enabled } as unknown as KnownSubscriptions,
    { tellSome, announce } as unknown as RelayService,
    { deliver } as unknown as DeliveringService,
    new StepClock(),
  );
  outward.onApplicationBootstrap();
  const looked = (times: number) => waitFor('a look', async () => tellSome.mock.calls.length === times);
  return { interest, tellSome, announce, deliver, refresh, looked, change: () => change() };
};

it('tells together what happens at about the same time, and at once goes on where there is more', async () => {
  const { tellSome, deliver, refresh, looked, change, interest } = openOutward();
  await looked(1);
  tellSome.mockResolvedValueOnce({ rung: ['one'], isMore: true });
  for (let n = 0; n < 3; n += 1) change();
  await looked(3);
  expect(deliver.mock.calls.map(([id]) => id)).toEqual(['one']);
  interest.note(false);
  change();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([tellSome.mock.calls.length, refresh.mock.calls.length]).toEqual([3, 1]);
});

it('looks anew, with news, at who is to be told, where it has not for a while; and sends what is due', async () => {
  const health = { failures: 0 };
  const now = new Date();
  const paused = { failures: 5, openUntil: new Date(now.getTime() + 60_000) };
  const { deliver, refresh, looked, change } = openOutward([
    { id: 'due', nextDueAt: now, health },
    { id: 'later', nextDueAt: new Date(now.getTime() + 60_000), health },
    { id: 'paused', nextDueAt: now, health: paused },
  ]);
  await looked(1);
  monotonic += 5_000;
  change();
  await looked(2);
  await waitFor('what is due', async () => deliver.mock.calls.length === 2);
  expect(refresh).toHaveBeenCalledTimes(2);
  expect(new Set(deliver.mock.calls.map(([id]) => id))).toEqual(new Set(['due']));
});

it('tells of calls though the end of an endpoint cannot be told, or takes long', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const { deliver, announce, looked, change } = openOutward([{ id: 'one', health: { failures: 0 } }]);
  await looked(1);
  announce.mockRejectedValueOnce(new Error('too slow'));
  monotonic += 5_000;
  change();
  await looked(2);
  await waitFor('the failure', async () => warn.mock.calls.length === 1);
  let end = (_rung: string[]): void => undefined;
  announce.mockReturnValue(new Promise((resolve) => (end = resolve)));
  for (const times of [3, 4]) {
    monotonic += 5_000;
    change();
    await looked(times);
  }
  expect([announce.mock.calls.length, deliver.mock.calls.length]).toEqual([3, 0]);
  end(['one']);
  await waitFor('what was rung', async () => deliver.mock.calls.length === 1);
});
