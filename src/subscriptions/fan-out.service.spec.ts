import { expect, it, jest } from '@jest/globals';
import { newEvent } from './events/event.js';
import { openRoom, someNews } from './testing/subscriptions-room.js';

const openFanOut = async () => {
  const room = await openRoom();
  const of = (subscriptionId: string) => room.deliveries.list({ subscriptionId }, null, 2_000);
  return { ...room, of };
};

it('has each endpoint sent what it asks for, once, however often it is told', async () => {
  const { fanOut, subscribe, of, subscriptions, events } = await openFanOut();
  const [all, ends, none] = [
    await subscribe('*'),
    await subscribe('call.ended'),
    await subscribe('feedback.given'),
  ];
  const ended = someNews();
  const started = someNews({ type: 'attempt.started', callId: undefined });
  const endpoints = [all, ends, none];
  for (let n = 0; n < 2; n += 1)
    await expect(fanOut.tell([ended, started], endpoints)).resolves.toEqual([all.id, ends.id]);
  const [sent, others] = [await of(all.id), await of(ends.id)];
  expect(sent.map(({ eventId }) => eventId).toSorted()).toEqual([ended.id, started.id].toSorted());
  expect(sent.find(({ eventId }) => eventId === started.id)).not.toHaveProperty('callId');
  const [{ createdAt, dueAt, ...delivery }] = others as [(typeof others)[number]];
  expect(delivery).toEqual({
    ...{ id: expect.stringContaining(ended.id) as unknown, eventId: ended.id, subscriptionId: ends.id },
    ...{ type: 'call.ended', callId: 'call', status: 'pending', failures: 0, tries: [] },
  });
  expect(dueAt).toEqual(createdAt);
  await expect(of(none.id)).resolves.toEqual([]);
  await expect(events.findByIds([ended.id, started.id])).resolves.toHaveLength(2);
  const stand = await Promise.all(endpoints.map(({ id }) => subscriptions.find(id)));
  expect(stand.map((each) => each?.rings)).toEqual([2, 2, 0]);
  expect(stand.map((each) => each?.nextDueAt !== undefined)).toEqual([true, true, false]);
});

it('has a test sent whatever the endpoint asks for, and does nothing where nothing is told', async () => {
  const { fanOut, subscribe, of, events, subscriptions } = await openFanOut();
  const endpoint = await subscribe('call.ended');
  await expect(fanOut.tell([newEvent('subscription.test', {})], [endpoint])).resolves.toEqual([endpoint.id]);
  await expect(of(endpoint.id)).resolves.toHaveLength(1);
  const asked = [jest.spyOn(events, 'add'), jest.spyOn(subscriptions, 'ring')];
  await expect(fanOut.tell([], [endpoint])).resolves.toEqual([]);
  for (const each of asked) expect(each).not.toHaveBeenCalled();
});

it('writes down the events first, and then what is to be sent of them, in parts', async () => {
  const { fanOut, deliveries, events } = await openFanOut();
  const endpoints = Array.from({ length: 11 }, (_, n) => ({ id: `endpoint ${n}`, types: ['*'] }));
  const all = Array.from({ length: 100 }, () => someNews());
  const add = jest.spyOn(deliveries, 'add');
  jest.spyOn(events, 'add').mockRejectedValueOnce(new Error('No database'));
  await expect(fanOut.tell(all, endpoints)).rejects.toThrow('No database');
  expect(add).not.toHaveBeenCalled();
  await fanOut.tell(all, endpoints);
  expect(add.mock.calls.map(([some]) => some.length)).toEqual([1_000, 100]);
  expect(new Set(add.mock.calls.flatMap(([some]) => some.map(({ id }) => id))).size).toBe(1_100);
});

it('adds what an endpoint was never sent, and ends a pause where it is rung for that', async () => {
  const { fanOut, subscribe, events, of, subscriptions } = await openFanOut();
  const { id } = await subscribe('*');
  const [sent, missing] = [someNews(), someNews()];
  await fanOut.tell([sent], [{ id, types: ['*'] }]);
  await events.add([missing]);
  const both = await events.findByIds([sent.id, missing.id]);
  await expect(fanOut.addMissing(both, id)).resolves.toBe(1);
  await expect(of(id)).resolves.toHaveLength(2);
  const openUntil = new Date(Date.now() + 60_000);
  await subscriptions.update(id, { health: { failures: 5, openUntil } });
  await fanOut.ring(id, new Date(0));
  await expect(subscriptions.find(id)).resolves.toMatchObject({ nextDueAt: new Date(0) });
  expect((await subscriptions.find(id))?.health).toEqual({ failures: 5 });
});
