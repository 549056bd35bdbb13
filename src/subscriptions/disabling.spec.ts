import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { Interest } from '../calls/events/interest.service.js';
import type { UntoldCallsService } from '../calls/telling/untold-calls.service.js';
import { Clock } from '../common/time/clock.service.js';
import { DeliveriesMongoRepository } from './deliveries/deliveries.mongo.repository.js';
import { DeliveringService } from './deliveries/delivering.service.js';
import { DELIVERY_MODEL, type DeliveryDocument, deliverySchema } from './deliveries/delivery.schema.js';
import type { Delivery } from './deliveries/delivery.js';
import type { SendingService } from './deliveries/sending.service.js';
import { DisablingService } from './disabling.service.js';
import { newEvent } from './events/event.js';
import { EVENT_MODEL, type EventDocument, eventSchema } from './events/event.schema.js';
import { EventsMongoRepository } from './events/events.mongo.repository.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';
import { RelayService } from './relay.service.js';
import type { Subscription } from './subscription.js';
import { SUBSCRIPTION_MODEL, type SubscriptionDocument, subscriptionSchema } from './subscription.schema.js';
import { SubscriptionsMongoRepository } from './subscriptions.mongo.repository.js';

let database: TestDatabase;
let subscriptions: SubscriptionsMongoRepository;
let deliveries: DeliveriesMongoRepository;
let events: EventsMongoRepository;
beforeAll(async () => {
  database = await openTestDatabase();
  const { connection } = database;
  subscriptions = new SubscriptionsMongoRepository(
    connection.model<SubscriptionDocument>(SUBSCRIPTION_MODEL, subscriptionSchema),
  );
  deliveries = new DeliveriesMongoRepository(
    connection.model<DeliveryDocument>(DELIVERY_MODEL, deliverySchema),
  );
  events = new EventsMongoRepository(connection.model<EventDocument>(EVENT_MODEL, eventSchema));
});
afterAll(() => database.close());

/** What a process is made of: all that it knows is in the database. */
const openProcess = () => {
  const interest = new Interest();
  const known = new KnownSubscriptions(subscriptions, interest);
  const fanOut = new FanOutService(events, deliveries, subscriptions);
  const disabling = new DisablingService(subscriptions, deliveries, known, fanOut);
  const send = async () => ({ at: new Date(), tookMs: 1, status: 410, isTaken: false });
  const sender = { send } as unknown as SendingService;
  const delivering = new DeliveringService(subscriptions, deliveries, events, sender, disabling, new Clock());
  const calls = {};
  const relay = new RelayService(calls as unknown as UntoldCallsService, interest, known, fanOut, disabling);
  return { known, fanOut, delivering, relay };
};

const insert = async (): Promise<Subscription> => {
  const subscription: Subscription = {
    ...{ id: randomUUID(), url: 'https://gone.example.com/x', types: ['*'], secrets: [{ sealed: 'x' }] },
    ...{ createdAt: new Date(), updatedAt: new Date(), health: { failures: 0 }, rings: 0 },
  };
  await subscriptions.insert(subscription);
  return subscription;
};

it('tells the others that an endpoint is gone though the process that saw it ended before, and once', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const [gone, other] = [await insert(), await insert()];
  const killed = openProcess();
  await killed.fanOut.tell([newEvent('subscription.test', {})], [gone]);
  await killed.fanOut.tell([newEvent('subscription.test', {})], [gone]);
  const ended = jest.spyOn(deliveries, 'bury').mockRejectedValue(new Error('killed'));
  await expect(killed.delivering.deliver(gone.id, new AbortController().signal)).rejects.toThrow('killed');
  ended.mockRestore();
  await expect(subscriptions.find(gone.id)).resolves.toMatchObject({ disabled: { why: 'gone' } });
  const { known, relay } = openProcess();
  await known.refresh();
  await expect(relay.announce()).resolves.toEqual([other.id]);
  await expect(relay.announce()).resolves.toEqual([]);
  const told = await deliveries.list({ subscriptionId: other.id }, null, 9);
  expect(told.map(({ type }) => type)).toEqual(['subscription.disabled']);
  const [event] = await events.findByIds([told[0]!.eventId]);
  expect(JSON.parse(event!.body)).toMatchObject({
    data: { subscription_id: gone.id, host: 'gone.example.com', reason: 'gone' },
  });
  const buried = await deliveries.list({ subscriptionId: gone.id }, null, 9);
  expect(buried.map(({ status }) => status)).toEqual(['dead', 'dead']);
  expect((await subscriptions.find(gone.id))?.telling).toBeUndefined();
});

it('leaves alone what waits for an endpoint that was enabled again before the others were told', async () => {
  const again = await insert();
  const telling = newEvent('subscription.disabled', {});
  await subscriptions.lease(again.id, 'one', new Date(), new Date(Date.now() + 60_000));
  const disabled = { why: 'gone' as const, at: new Date() };
  await subscriptions.noteHealth(again, 'one', { health: { failures: 1 }, disabled, telling });
  await subscriptions.update(again.id, { disabled: null });
  const { known, fanOut, relay } = openProcess();
  await fanOut.tell([newEvent('subscription.test', {})], [again]);
  await known.refresh();
  await relay.announce();
  const listed = await deliveries.list({ subscriptionId: again.id }, null, 9);
  expect(listed.map(({ type, status }) => `${type} ${status}`).toSorted()).toEqual([
    'subscription.disabled pending',
    'subscription.test pending',
  ]);
  expect(known.untold).toEqual([]);
});

it('buries what waited at the end alone, part by part, though the endpoint is enabled again meanwhile', async () => {
  const { id } = await insert();
  const [before, end, after] = [1_000, 2_000, 3_000].map((ms) => new Date(Date.UTC(2026, 0, 1) + ms));
  const waiting = (n: string, createdAt: Date, failures: number, dueAt: Date): Delivery => ({
    ...{ id: `${n}.${id}`, eventId: n, subscriptionId: id, type: 'call.ended', tries: [] },
    ...{ createdAt, status: 'pending', failures, dueAt },
  });
  await deliveries.add([
    waiting('due', before!, 0, before!),
    waiting('failed', before!, 2, after!),
    waiting('replayed', before!, 0, after!),
    waiting('new', after!, 0, after!),
  ]);
  for (const buried of [1, 1, 0]) await expect(deliveries.bury(id, end!, 1)).resolves.toBe(buried);
  const dead = await deliveries.list({ subscriptionId: id, status: 'dead' }, null, 9);
  expect(new Set(dead.map(({ eventId }) => eventId))).toEqual(new Set(['due', 'failed']));
});
