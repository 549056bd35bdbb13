import { afterEach, expect, it, jest } from '@jest/globals';
import { Interest } from '../calls/events/interest.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import type { SubscriptionsRepository } from './subscriptions.repository.js';

afterEach(() => void jest.restoreAllMocks());

it('knows of who reads by himself for a minute since he was seen to, whatever any clock says', async () => {
  let monotonic = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => monotonic);
  const stored: { readAt: Date | null } = { readAt: null };
  const findAll = async () => ({ subscriptions: [], ...stored });
  const interest = new Interest();
  const known = new KnownSubscriptions({ findAll } as unknown as SubscriptionsRepository, interest);
  await known.refresh();
  expect([known.isAny, interest.isThere]).toEqual([false, false]);
  // By a clock that is years behind; later by one that is years ahead.
  for (const year of [1990, 2090]) {
    stored.readAt = new Date(Date.UTC(year, 0, 1));
    await known.refresh();
    expect([known.isAny, interest.isThere]).toEqual([true, true]);
    monotonic += 59_999;
    await known.refresh();
    expect(known.isAny).toBe(true);
    monotonic += 1;
    await known.refresh();
    expect([known.isAny, interest.isThere]).toEqual([false, false]);
  }
});
