import { expect, it, jest } from '@jest/globals';
import { openRoom } from './testing/subscriptions-room.js';

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
