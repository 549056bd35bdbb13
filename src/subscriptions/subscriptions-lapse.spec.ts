import { expect, it, jest } from '@jest/globals';
import type { Clock } from '../common/time/clock.service.js';
import { createEnvironment } from '../config/create-environment.js';
import type { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { FRESH_MS } from './deliveries/turn.js';
import type { EndpointSecretsService } from './endpoint/endpoint-secrets.service.js';
import type { KnownSubscriptions } from './known-subscriptions.service.js';
import type { Subscription } from './subscription.js';
import type { SubscriptionsRepository, SubscriptionUpdate } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';

/** What happens, in its order, where an endpoint is changed or removed. */
const openService = () => {
  const done: string[] = [];
  const endpoint = { id: 'one', url: 'https://example.com/a', types: ['*'] } as unknown as Subscription;
  const subscriptions = {
    find: async () => endpoint,
    update: async (_id: string, update: SubscriptionUpdate) => (
      done.push('updated'),
      { ...endpoint, ...update }
    ),
    ring: async () => undefined,
    remove: async () => (done.push('removed'), true),
  } as unknown as SubscriptionsRepository;
  const sleep = jest.fn(async (ms: number) => void done.push(`${ms} ms later`));
  const service = new SubscriptionsService(
    subscriptions,
    { removeOfSubscription: async () => void done.push('forgotten') } as unknown as DeliveriesRepository,
    {} as EndpointSecretsService,
    { refresh: async () => undefined } as unknown as KnownSubscriptions,
    createEnvironment({ ENVIRONMENT: 'test' }),
    { sleep } as unknown as Clock,
  );
  return { service, done };
};

it.each([{ isEnabled: false }, { url: 'https://example.com/b' }])(
  'who has changed an endpoint by %p is answered when nothing is sent any more that was read before',
  async (changes) => {
    const { service, done } = openService();
    await service.update('one', changes);
    expect(done).toEqual(['updated', `${FRESH_MS} ms later`]);
  },
);

it('so is who has removed it, and what was sent meanwhile is forgotten with the rest', async () => {
  const { service, done } = openService();
  await service.remove('one');
  expect(done).toEqual(['removed', `${FRESH_MS} ms later`, 'forgotten']);
});

it('who changes what it is for, or to the same URL, waits for nothing', async () => {
  const { service, done } = openService();
  await service.update('one', { description: 'The warehouse', url: 'https://example.com/a' });
  expect(done).toEqual(['updated']);
});
