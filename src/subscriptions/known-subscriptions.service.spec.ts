import { afterEach, expect, it, jest } from '@jest/globals';
import { Interest } from '../calls/events/interest.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import type { SubscriptionsRepository } from './subscriptions.repository.js';
import { openRoom } from './testing/subscriptions-room.js';

afterEach(() => void jest.restoreAllMocks());

it('knows who is to be told as it was when it looked last, and that nobody is before', async () => {
  const { known, subscribe, endpoints, subscriptions } = await openRoom();
  expect([known.isRead, known.isAny, known.enabled, known.untold]).toEqual([false, false, [], []]);
  await known.refresh();
  expect([known.isRead, known.isAny]).toEqual([true, false]);
  const [one, other] = [await subscribe('*'), await subscribe('*')];
  await endpoints.update(one.id, { isEnabled: false });
  expect(known.enabled.map(({ id }) => id)).toEqual([other.id]);
  await subscriptions.remove(other.id);
  expect([known.isAny, known.untold]).toEqual([true, []]);
  await known.refresh();
  expect(known.isAny).toBe(false);
});

it('is to tell somebody who reads by himself, and says when it began to look', async () => {
  const { known, subscriptions, interest } = await openRoom();
  const noted = jest.spyOn(interest, 'note');
  await known.refresh();
  expect([known.isAny, interest.isThere]).toEqual([false, false]);
  await subscriptions.noteReader();
  const { findAll } = subscriptions;
  let began = 0;
  jest.spyOn(subscriptions, 'findAll').mockImplementationOnce(() => {
    began = performance.now();
    return findAll.call(subscriptions);
  });
  await known.refresh();
  expect([known.isAny, interest.isThere]).toEqual([true, true]);
  expect(noted.mock.calls[1]![1]).toBeLessThanOrEqual(began);
});

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
