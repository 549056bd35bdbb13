import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NewEvent } from '../events/event.js';
import type { OutwardService } from '../outward.service.js';
import {
  DeliveryNotFoundError,
  SubscriptionDisabledError,
  SubscriptionNotFoundError,
} from '../subscription.errors.js';
import { openRoom, someNews } from '../testing/subscriptions-room.js';
import { type Delivery, deliveryId } from './delivery.js';
import { ReplaysService } from './replays.service.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'], now: NOW });
});
afterEach(() => {
  jest.useRealTimers();
});

const openReplays = async (...types: Parameters<Awaited<ReturnType<typeof openRoom>>['subscribe']>) => {
  const room = await openRoom();
  const { clock, deliveries, log, events, endpoints, fanOut, subscriptions } = room;
  const endpoint = await room.subscribe(...types);
  const { id } = endpoint;
  const send = jest.fn<(id: string) => void>();
  const outward = { send } as unknown as OutwardService;
  const service = new ReplaysService(deliveries, log, events, endpoints, fanOut, outward);
  /** So long after the beginning. */
  const passTo = (seconds: number) => {
    clock.pass(NOW.getTime() + seconds * 1_000 - clock.wall());
    jest.setSystemTime(clock.wall());
    return new Date(clock.wall());
  };
  const find = async (event: NewEvent) => deliveries.find(deliveryId(event.id, id));
  const note = async ({ dueAt, ...delivery }: Delivery, status: 'delivered' | 'dead') => {
    const asTried = { at: new Date(), tookMs: 1, status: status === 'dead' ? 500 : 200 };
    await deliveries.note([{ id: delivery.id, asFound: dueAt, try: asTried, status }]);
  };
  /** Told, and sent already. */
  const told = async (status: 'delivered' | 'dead', changes: Partial<NewEvent> = {}) => {
    const event = someNews(changes);
    await fanOut.tell([event], [endpoint]);
    await note((await find(event))!, status);
    return event;
  };
  const disable = () => endpoints.update(id, { isEnabled: false });
  const stands = async () => (await subscriptions.find(id))!;
  return { ...room, id, service, send, passTo, find, told, disable, stands };
};

describe('one delivery', () => {
  it('is sent again at once, as if for the first time, to an endpoint that is paused as well', async () => {
    const { service, told, find, send, passTo, subscriptions, id, stands } = await openReplays('*');
    const [event, other] = [await told('dead'), await told('dead')];
    await subscriptions.update(id, { health: { failures: 5, openUntil: new Date(NOW.getTime() + 99_000) } });
    const now = passTo(10);
    const before = await find(event);
    await expect(service.replay(before!.id)).resolves.toEqual({
      ...before!,
      ...{ status: 'pending', failures: 0, dueAt: now },
    });
    await expect(find(other)).resolves.toMatchObject({ status: 'dead' });
    expect(await stands()).toMatchObject({ health: { failures: 5 } });
    expect((await stands()).health.openUntil).toBeUndefined();
    expect(send.mock.calls).toEqual([[id]]);
  });

  it('is not, where it or its endpoint is not there, or is told of nothing', async () => {
    const { service, told, find, send, disable } = await openReplays('*');
    const event = await told('delivered');
    const { id } = (await find(event))!;
    await disable();
    await expect(service.replay('none')).rejects.toThrow(DeliveryNotFoundError);
    await expect(service.replay(id)).rejects.toThrow(SubscriptionDisabledError);
    await expect(find(event)).resolves.toMatchObject({ status: 'delivered' });
    expect(send).not.toHaveBeenCalled();
  });
});

describe('many deliveries', () => {
  it('are those that the filter lets through; what was never sent is left so where a status is asked for', async () => {
    const { service, told, find, send, id, events, passTo, stands } = await openReplays('*');
    const [dead, taken] = [await told('dead'), await told('delivered')];
    const never = someNews();
    await events.add([never]);
    const now = passTo(10);
    await expect(service.replayAll({ subscriptionId: id, status: 'dead', since: NOW })).resolves.toBe(1);
    await expect(find(dead)).resolves.toMatchObject({ status: 'pending', dueAt: now });
    await expect(find(taken)).resolves.toMatchObject({ status: 'delivered' });
    await expect(service.replayAll({ subscriptionId: id })).resolves.toBe(2);
    await expect(find(never)).resolves.toBeNull();
    expect((await stands()).rings).toBe(4);
    expect(send.mock.calls).toEqual([[id], [id]]);
  });

  it('are, from a moment on, also what it was never sent and asks for', async () => {
    const { service, told, find, id, events, passTo } = await openReplays('call.ended', 'call.created');
    const before = await told('delivered');
    const since = passTo(1);
    const [sent, never, created] = [await told('delivered'), someNews(), someNews({ type: 'call.created' })];
    const unasked = someNews({ type: 'attempt.ringing' });
    await events.add([never, created, unasked]);
    const until = passTo(2);
    const later = someNews();
    await events.add([later]);
    passTo(3);
    const ofType = { subscriptionId: id, type: 'call.created', since };
    await expect(service.replayAll(ofType)).resolves.toBe(1);
    await expect(find(created)).resolves.toMatchObject({ status: 'pending', dueAt: passTo(3) });
    await expect(service.replayAll({ subscriptionId: id, since, until })).resolves.toBe(2);
    const found = await Promise.all([before, sent, never, unasked, later].map(find));
    expect(found.map((each) => each?.status)).toEqual([
      ...['delivered', 'pending', 'pending', undefined, undefined],
    ]);
    await expect(service.replayAll({ subscriptionId: id, since })).resolves.toBe(4);
  });

  it.each([1_100, 1_000, 0])(
    'are found in pages, however many there are (%i), also of one moment',
    async (count) => {
      const { service, id, events, deliveries } = await openReplays('*');
      await events.add(Array.from({ length: count }, () => someNews()));
      const asked = jest.spyOn(events, 'findAfter');
      await expect(service.replayAll({ subscriptionId: id, since: NOW })).resolves.toBe(count);
      await expect(deliveries.list({ subscriptionId: id }, null, 2_000)).resolves.toHaveLength(count);
      expect(asked).toHaveBeenCalledTimes(count === 0 ? 1 : 3);
    },
  );

  it('are not what another endpoint was tested with', async () => {
    const { service, id, subscribe, deliveries } = await openReplays('*');
    await service.test((await subscribe('*')).id);
    await expect(service.replayAll({ subscriptionId: id, since: NOW })).resolves.toBe(0);
    await expect(deliveries.list({ subscriptionId: id }, null, 9)).resolves.toEqual([]);
  });

  it('are none of an endpoint that is not there, or is told of nothing', async () => {
    const { service, id, disable, send } = await openReplays('*');
    await disable();
    const missing = service.replayAll({ subscriptionId: 'none' });
    await expect(missing).rejects.toThrow(SubscriptionNotFoundError);
    await expect(service.replayAll({ subscriptionId: id })).rejects.toThrow(SubscriptionDisabledError);
    await expect(service.test(id)).rejects.toThrow(SubscriptionDisabledError);
    expect(send).not.toHaveBeenCalled();
  });
});

it('a test is sent to that endpoint alone, whatever it asks for', async () => {
  const { service, id, subscribe, deliveries, events, send } = await openReplays('call.ended');
  const other = await subscribe('*');
  const { eventId, ...delivery } = await service.test(id);
  expect(delivery).toMatchObject({ status: 'pending', type: 'subscription.test', subscriptionId: id });
  const [event] = await events.findByIds([eventId]);
  expect((JSON.parse(event!.body) as { data: object }).data).toEqual({ subscription_id: id });
  await expect(deliveries.list({ subscriptionId: other.id }, null, 9)).resolves.toEqual([]);
  expect(send.mock.calls).toEqual([[id]]);
});
