import { describe, expect, it, jest } from '@jest/globals';
import { MOST_SUBSCRIPTIONS } from './subscription.js';
import {
  DeliveryNotFoundError,
  SubscriptionNotFoundError,
  TooManySubscriptionsError,
  UrlRefusedError,
} from './subscription.errors.js';
import type { Clock } from '../common/time/clock.service.js';
import { deliveryId } from './deliveries/delivery.js';
import { FRESH_MS } from './deliveries/turn.js';
import { openRoom, someNews } from './testing/subscriptions-room.js';

const URL_GIVEN = 'https://hooks.example.com/told';

describe('an endpoint', () => {
  it('is made with a secret that is shown once, and is known at once', async () => {
    const { endpoints, known, secrets } = await openRoom();
    const given = { url: URL_GIVEN, types: ['call.*'], description: 'Ours' };
    const { subscription, secret } = await endpoints.create(given);
    const { id, createdAt, secrets: sealed } = subscription;
    await expect(endpoints.get(id)).resolves.toEqual({
      ...{
        ...given,
        id,
        createdAt,
        updatedAt: createdAt,
        secrets: sealed,
        health: { failures: 0 },
        rings: 0,
      },
    });
    expect(known.enabled.map((each) => each.id)).toEqual([id]);
    expect([secret, sealed.length]).toEqual([expect.stringMatching(/^whsec_/), 1]);
    expect(JSON.stringify(sealed)).not.toContain(secret);
    expect(secrets.headersOf(subscription, 'evt', '{}', new Date())).toHaveProperty('webhook-signature');
  });

  it('is refused where its URL is none, or there are too many', async () => {
    const { endpoints, subscribe, subscriptions } = await openRoom();
    await expect(endpoints.create({ url: 'ftp://x', types: ['*'] })).rejects.toThrow(UrlRefusedError);
    await expect(endpoints.list()).resolves.toEqual([]);
    const one = await subscribe('*');
    for (let n = 2; n < MOST_SUBSCRIPTIONS; n += 1) await subscriptions.insert({ ...one, id: `${n}` });
    await subscribe('*');
    await expect(subscribe('*')).rejects.toThrow(TooManySubscriptionsError);
    await expect(endpoints.list()).resolves.toHaveLength(MOST_SUBSCRIPTIONS);
  });

  it('is as new where it moves or is enabled again, and is then tried', async () => {
    const { endpoints, subscribe, subscriptions, known } = await openRoom();
    const { id } = await subscribe('*');
    const failing = { failures: 7 };
    await subscriptions.update(id, { health: failing });
    const same = await endpoints.update(id, { url: URL_GIVEN, description: 'Ours', isEnabled: true });
    expect([same.health, same.description]).toEqual([failing, 'Ours']);
    await expect(endpoints.update(id, { types: ['call.*'] })).resolves.toMatchObject({ types: ['call.*'] });
    const moved = await endpoints.update(id, { url: 'https://new.example.com/', description: null });
    expect([moved.health, moved.description]).toEqual([{ failures: 0 }, undefined]);
    expect((await endpoints.get(id)).rings).toBe(3);
    await subscriptions.update(id, { health: failing });
    const disabled = await endpoints.update(id, { isEnabled: false });
    expect([disabled.disabled?.why, disabled.health]).toEqual(['request', failing]);
    expect([(await endpoints.get(id)).rings, known.enabled]).toEqual([3, []]);
    const twice = await endpoints.update(id, { isEnabled: false });
    expect(twice).toEqual({ ...disabled, updatedAt: twice.updatedAt });
    const again = await endpoints.update(id, { isEnabled: true });
    expect([again.disabled, again.health]).toEqual([undefined, { failures: 0 }]);
    expect([(await endpoints.get(id)).rings, known.enabled.length]).toEqual([4, 1]);
    await expect(endpoints.update(id, { url: 'ftp://x' })).rejects.toThrow(UrlRefusedError);
    await expect(endpoints.update('none', {})).rejects.toThrow(SubscriptionNotFoundError);
  });

  it('is removed with what was sent to it', async () => {
    const { endpoints, subscribe, known, fanOut, deliveries } = await openRoom();
    const { id, types } = await subscribe('*');
    await fanOut.tell([someNews()], [{ id, types }]);
    await endpoints.remove(id);
    await expect(deliveries.list({ subscriptionId: id }, null, 9)).resolves.toEqual([]);
    expect(known.enabled).toEqual([]);
    await expect(endpoints.remove(id)).rejects.toThrow(SubscriptionNotFoundError);
    await expect(endpoints.get(id)).rejects.toThrow(SubscriptionNotFoundError);
  });

  it('has a new secret beside its old one, also where somebody else makes one at the same time', async () => {
    const { endpoints, subscribe, subscriptions } = await openRoom();
    const { id, secrets } = await subscribe('*');
    const { changeSecrets } = subscriptions;
    jest.spyOn(subscriptions, 'changeSecrets').mockImplementationOnce(async (...given) => {
      await endpoints.rotate(id);
      return changeSecrets.apply(subscriptions, given);
    });
    const { subscription, secret } = await endpoints.rotate(id);
    expect(secret).toMatch(/^whsec_/);
    const [newest, theirs, first, ...more] = subscription.secrets;
    expect([newest?.until, theirs?.until !== undefined, more]).toEqual([undefined, true, []]);
    expect(first?.sealed).toBe(secrets[0]!.sealed);
    await expect(endpoints.rotate('none')).rejects.toThrow(SubscriptionNotFoundError);
  });
});

describe('what was sent', () => {
  it('is listed in parts, newest first', async () => {
    const { log, subscribe, fanOut } = await openRoom();
    const { id, types } = await subscribe('*');
    for (let n = 0; n < 3; n += 1) await fanOut.tell([someNews()], [{ id, types }]);
    const first = await log.list({ subscriptionId: id }, null, 2);
    const last = first.data[1]!;
    expect([first.data.length, first.pageSize]).toEqual([2, 2]);
    expect(first.next).toEqual({ id: last.id, createdAt: last.createdAt });
    const second = await log.list({ subscriptionId: id }, first.next, 2);
    expect([second.data.length, second.next]).toEqual([1, null]);
    await expect(log.list({ subscriptionId: id }, null, 3)).resolves.toMatchObject({ next: null });
    await expect(log.list({ subscriptionId: 'none' }, null, 2)).rejects.toThrow(SubscriptionNotFoundError);
  });

  it('is shown with its bytes as of the last try, as long as they are kept', async () => {
    const { log, subscribe, fanOut, deliveries, events, secrets } = await openRoom();
    const endpoint = await subscribe('*');
    const event = someNews();
    await fanOut.tell([event], [endpoint]);
    const id = deliveryId(event.id, endpoint.id);
    const [{ dueAt }, at] = [(await log.getDelivery(id))!, new Date(86_400_000)];
    expect((await log.get(id)).request?.body).toBe(event.body);
    await deliveries.note([{ id, asFound: dueAt, try: { at, tookMs: 1, status: 200 }, status: 'delivered' }]);
    const { url, request } = await log.get(id);
    expect([url, request]).toEqual([
      URL_GIVEN,
      { headers: secrets.headersOf(endpoint, event.id, event.body, at), body: event.body },
    ]);
    await events.removeAll([event.id]);
    expect(await log.get(id)).not.toHaveProperty('request');
    await expect(log.get('none')).rejects.toThrow(DeliveryNotFoundError);
  });
});

describe('whoever has an endpoint sent nothing more where it was', () => {
  /** What happens, in its order, where an endpoint is changed or removed. */
  const openOrder = async () => {
    const room = await openRoom();
    const { id } = await room.subscribe('*');
    const done: string[] = [];
    const { subscriptions, deliveries, clock } = room;
    const { update, remove } = subscriptions;
    jest.spyOn(subscriptions, 'update').mockImplementation((...given) => {
      done.push('updated');
      return update.apply(subscriptions, given);
    });
    jest.spyOn(subscriptions, 'remove').mockImplementation((...given) => {
      done.push('removed');
      return remove.apply(subscriptions, given);
    });
    jest
      .spyOn(deliveries, 'removeOfSubscription')
      .mockImplementation(async () => void done.push('forgotten'));
    jest.spyOn(clock as Clock, 'sleep').mockImplementation(async (ms) => void done.push(`${ms} ms later`));
    return { id, done, endpoints: room.endpoints };
  };

  it.each([{ isEnabled: false }, { url: 'https://hooks.example.com/b' }])(
    'is answered when nothing is sent any more that was read before: %p',
    async (changes) => {
      const { id, done, endpoints } = await openOrder();
      await endpoints.update(id, changes);
      expect(done).toEqual(['updated', `${FRESH_MS} ms later`]);
    },
  );

  it('and removed, too, and what was sent meanwhile is forgotten with the rest', async () => {
    const { id, done, endpoints } = await openOrder();
    await endpoints.remove(id);
    expect(done).toEqual(['removed', `${FRESH_MS} ms later`, 'forgotten']);
  });

  it('waits for nothing where it changes what it is for, or to the same URL', async () => {
    const { id, done, endpoints } = await openOrder();
    await endpoints.update(id, { description: 'The warehouse', url: (await endpoints.get(id)).url });
    expect(done).toEqual(['updated']);
  });
});
