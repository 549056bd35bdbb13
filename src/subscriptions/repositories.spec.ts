import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Position } from '../common/cursor.js';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { DeliveriesMongoRepository } from './deliveries/deliveries.mongo.repository.js';
import type { Delivery } from './deliveries/delivery.js';
import { DELIVERY_MODEL, type DeliveryDocument, deliverySchema } from './deliveries/delivery.schema.js';
import { type NewEvent, newEvent } from './events/event.js';
import { EVENT_MODEL, type EventDocument, eventSchema } from './events/event.schema.js';
import { EventsMongoRepository } from './events/events.mongo.repository.js';
import type { Subscription } from './subscription.js';
import { SUBSCRIPTION_MODEL, type SubscriptionDocument, subscriptionSchema } from './subscription.schema.js';
import { SubscriptionsMongoRepository } from './subscriptions.mongo.repository.js';
import { openMemory, type Repositories } from './testing/memory.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let database: TestDatabase;
let mongo: Repositories;
let subscriptions: Repositories['subscriptions'];
let deliveries: Repositories['deliveries'];
let events: Repositories['events'];
beforeAll(async () => {
  database = await openTestDatabase();
  const { connection } = database;
  const models = [
    connection.model<SubscriptionDocument>(SUBSCRIPTION_MODEL, subscriptionSchema),
    connection.model<DeliveryDocument>(DELIVERY_MODEL, deliverySchema),
    connection.model<EventDocument>(EVENT_MODEL, eventSchema),
  ] as const;
  for (const model of models) await model.init();
  mongo = {
    subscriptions: new SubscriptionsMongoRepository(models[0]),
    deliveries: new DeliveriesMongoRepository(models[1]),
    events: new EventsMongoRepository(models[2]),
  };
});
afterAll(() => database.close());

const use = (repositories: Repositories): void => {
  ({ subscriptions, deliveries, events } = repositories);
};
const PLACES: [string, () => void][] = [
  ['in memory', () => use(openMemory())],
  ['in MongoDB', () => use(mongo)],
];

const insert = async (): Promise<Subscription> => {
  const subscription: Subscription = {
    ...{ id: randomUUID(), url: 'https://example.com', types: ['*'], secrets: [{ sealed: 'x' }] },
    ...{ createdAt: at(0), updatedAt: at(0), health: { failures: 0 }, rings: 0 },
  };
  await subscriptions.insert(subscription);
  return subscription;
};

describe.each(PLACES)('endpoints %s', (_where, open) => {
  beforeAll(open);
  it('are kept, changed and removed', async () => {
    const made = await insert();
    await expect(subscriptions.find(made.id)).resolves.toEqual(made);
    const disabled = { why: 'request' as const, at: at(1) };
    await expect(subscriptions.update(made.id, { disabled, description: 'x' }, at(1))).resolves.toEqual({
      ...{ ...made, disabled, description: 'x', updatedAt: at(1) },
    });
    const health = { failures: 3, failingSince: at(2) };
    const changes = { disabled: null, description: null, health };
    await expect(subscriptions.update(made.id, changes)).resolves.toEqual({
      ...made,
      health,
      updatedAt: at(1),
    });
    await expect(subscriptions.update('none', {})).resolves.toBeNull();
    await expect(subscriptions.remove(made.id)).resolves.toBe(true);
    await expect(subscriptions.remove(made.id)).resolves.toBe(false);
  });
  it('are found beside when somebody last read by himself', async () => {
    const made = await insert();
    const first = await subscriptions.noteReader();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const asked = await subscriptions.noteReader();
    expect(asked.getTime()).toBeGreaterThan(first.getTime());
    expect(Math.abs(asked.getTime() - Date.now())).toBeLessThan(60_000);
    const { subscriptions: all, readAt } = await subscriptions.findAll();
    expect(readAt).toEqual(asked);
    expect(all.map(({ id }) => id)).toContain(made.id);
    expect(all.map(({ id }) => id)).not.toContain('reader');
  });
  it('are sent to by one instance at a time', async () => {
    const { id } = await insert();
    const lease = (by: string, now: number) => subscriptions.lease(id, by, at(now), at(now + 10));
    await expect(lease('a', 0)).resolves.toMatchObject({ lease: { by: 'a', until: at(10) } });
    await expect(lease('b', 5)).resolves.toBeNull();
    await expect(lease('a', 6)).resolves.toMatchObject({ lease: { until: at(16) } });
    // It is renewed in the middle of that, by itself.
    const [one, two] = await Promise.all([lease('a', 6), lease('a', 6)]);
    expect([one?.id, two?.id]).toEqual([id, id]);
    await expect(lease('b', 17)).resolves.toMatchObject({ lease: { by: 'b' } });
    await subscriptions.release(id, 'a', 0, null);
    await expect(lease('a', 18)).resolves.toBeNull();
    await subscriptions.release(id, 'b', 0, null);
    await expect(lease('a', 18)).resolves.not.toBeNull();
    await expect(
      subscriptions.lease(id, 'c', new Date(at(18).getTime() - 700_000), at(0)),
    ).resolves.not.toBeNull();
    await subscriptions.update(id, { disabled: { why: 'gone', at: at(0) } });
    await expect(lease('c', 999)).resolves.toBeNull();
  });
  it('that are rung while they are sent to are due all the same', async () => {
    const { id } = await insert();
    await subscriptions.ring([id], at(5));
    await subscriptions.ring([id], at(7));
    const found = (await subscriptions.lease(id, 'a', at(8), at(20)))!;
    expect([found.nextDueAt, found.rings]).toEqual([at(5), 2]);
    await subscriptions.ring([id], at(9));
    await subscriptions.release(id, 'a', found.rings, at(60));
    await expect(subscriptions.find(id)).resolves.toMatchObject({ nextDueAt: at(5), rings: 3 });
    await subscriptions.lease(id, 'a', at(8), at(20));
    await subscriptions.release(id, 'a', 3, at(60));
    const last = await subscriptions.find(id);
    expect([last?.nextDueAt, last?.lease]).toEqual([at(60), undefined]);
  });
  it('are noted by who sends to them alone, as long as no client has changed them or asked for a try', async () => {
    const { id } = await insert();
    const lease = async () => (await subscriptions.lease(id, 'a', at(0), at(20)))!;
    const found = await lease();
    const health = { failures: 1 };
    const note = (as: Subscription, by = 'a') => subscriptions.noteHealth(as, by, { health });
    await expect(note(found, 'b')).resolves.toBe(false);
    await subscriptions.ring([id], at(2), true);
    await expect(note(found)).resolves.toBe(false);
    const asked = await lease();
    await subscriptions.ring([id], at(2), true);
    await expect(note(asked)).resolves.toBe(false);
    const again = await lease();
    await subscriptions.update(id, { url: 'https://elsewhere.example.com/' }, at(1));
    await expect(note(again)).resolves.toBe(false);
    expect((await subscriptions.find(id))?.health).toEqual({ failures: 0 });
    // Events that are told meanwhile change nothing of that.
    const last = await lease();
    await subscriptions.ring([id], at(3));
    const disabled = { why: 'gone' as const, at: at(1) };
    await expect(subscriptions.noteHealth(last, 'a', { health, disabled })).resolves.toBe(true);
    await expect(subscriptions.find(id)).resolves.toMatchObject({ health, disabled });
    await expect(note(last)).resolves.toBe(false);
  });
  it('keep what tells the others of their end until it is told', async () => {
    const made = await insert();
    const { id } = made;
    await subscriptions.lease(id, 'a', at(0), at(20));
    const telling = newEvent('subscription.disabled', {});
    const disabled = { why: 'gone' as const, at: at(1) };
    await subscriptions.noteHealth(made, 'a', { health: { failures: 1 }, disabled, telling });
    await subscriptions.settle(id, 'another');
    expect((await subscriptions.find(id))?.telling).toEqual(telling);
    await subscriptions.settle(id, telling.id);
    expect((await subscriptions.find(id))?.telling).toBeUndefined();
  });
  it('have their secrets changed by one at a time', async () => {
    const { id, secrets } = await insert();
    const next = (sealed: string) => [{ sealed }, ...secrets];
    const newest = secrets[0]!.sealed;
    await expect(subscriptions.changeSecrets(id, newest, next('one'), at(1))).resolves.toBe(true);
    await expect(subscriptions.changeSecrets(id, newest, next('two'), at(2))).resolves.toBe(false);
    expect((await subscriptions.find(id))?.secrets).toEqual(next('one'));
  });
  it('are not who reads events by himself', async () => {
    await subscriptions.noteReader();
    await expect(subscriptions.find('reader')).resolves.toBeNull();
    await expect(subscriptions.update('reader', { url: 'https://x.example.com' })).resolves.toBeNull();
    await expect(subscriptions.remove('reader')).resolves.toBe(false);
    expect((await subscriptions.findAll()).readAt).not.toBeNull();
  });
  it('that are paused are tried at once where somebody asks for it', async () => {
    const { id } = await insert();
    const health = { failures: 5, openUntil: at(99) };
    await subscriptions.update(id, { health });
    await subscriptions.ring([id], at(9));
    await expect(subscriptions.find(id)).resolves.toMatchObject({ health });
    await subscriptions.ring([id], at(9), true);
    expect((await subscriptions.find(id))?.health).toEqual({ failures: 5 });
  });
});

const delivery = (subscriptionId: string, n: number, changes: Partial<Delivery> = {}): Delivery => ({
  ...{ id: `e${n}.${subscriptionId}`, eventId: `e${n}`, subscriptionId, type: 'call.ended', callId: `c${n}` },
  ...{ createdAt: at(n), status: 'pending', failures: 0, dueAt: at(n), tries: [], ...changes },
});

describe.each(PLACES)('deliveries %s', (_where, open) => {
  beforeAll(open);
  it('are added once, found when they are due, and noted', async () => {
    const id = randomUUID();
    const some = [1, 2, 3].map((n) => delivery(id, n));
    await expect(deliveries.add(some.slice(0, 2))).resolves.toBe(2);
    await expect(deliveries.add(some)).resolves.toBe(1);
    await expect(deliveries.nextDueAt(id)).resolves.toEqual(at(1));
    await expect(deliveries.findDue(id, at(2), 9)).resolves.toEqual(some.slice(0, 2));
    const tried = { at: at(4), tookMs: 5, status: 500 };
    const found = (n: number) => ({ id: some[n]!.id, asFound: some[n]!.dueAt });
    await deliveries.note([
      { ...found(0), try: tried, status: 'pending', dueAt: at(60) },
      { ...found(1), try: { ...tried, status: 200 }, status: 'delivered' },
      { ...found(2), try: tried, status: 'dead' },
    ]);
    await expect(deliveries.find(some[0]!.id)).resolves.toEqual({
      ...{ ...some[0], failures: 1, dueAt: at(60), tries: [tried] },
    });
    await expect(deliveries.nextDueAt(id)).resolves.toEqual(at(60));
    const { dueAt, ...delivered } = (await deliveries.find(some[1]!.id))!;
    expect([dueAt, delivered.status, delivered.failures]).toEqual([undefined, 'delivered', 0]);
    // It was replayed, or is another instance's: only that it was tried is new.
    const late = { ...tried, at: at(50) };
    for (let n = 0; n < 2; n += 1) await deliveries.note([{ ...found(1), try: late, status: 'dead' }]);
    const { status, tries } = (await deliveries.find(some[1]!.id))!;
    expect([status, tries.map((each) => each.at)]).toEqual(['delivered', [tried.at, late.at]]);
    await expect(deliveries.bury(id, at(70), 9)).resolves.toBe(1);
    await expect(deliveries.nextDueAt(id)).resolves.toBeNull();
    await expect(deliveries.replay({ subscriptionId: id, status: 'dead' }, at(70))).resolves.toBe(2);
    const due = await deliveries.findDue(id, at(70), 9);
    expect(due.map(({ failures, status }) => [failures, status])).toEqual([
      [0, 'pending'],
      [0, 'pending'],
    ]);
  });
  it('are listed newest first, from part to part, by status, type and time, and forgotten', async () => {
    const id = randomUUID();
    const some = [1, 1, 2, 3].map((second, n) =>
      delivery(id, 10 + n, {
        createdAt: at(second),
        ...(n === 3 && { status: 'delivered', type: 'call.created' }),
      }),
    );
    await deliveries.add(some);
    const listed = async (after: Delivery | null) =>
      deliveries.list({ subscriptionId: id }, after && { createdAt: after.createdAt, id: after.id }, 2);
    const first = await listed(null);
    const second = await listed(first[1]!);
    expect([...first, ...second].map((each) => each.id)).toEqual([3, 2, 1, 0].map((n) => some[n]!.id));
    const by = async (filter: object) =>
      (await deliveries.list({ subscriptionId: id, ...filter }, null, 9)).map((each) => each.id);
    await expect(by({ status: 'delivered' })).resolves.toEqual([some[3]!.id]);
    await expect(by({ type: 'call.created' })).resolves.toEqual([some[3]!.id]);
    await expect(by({ since: at(2), until: at(3) })).resolves.toEqual([some[2]!.id]);
    const ofCalls: Delivery[] = [];
    for await (const each of deliveries.eachOfCalls(['c12', 'none'])) ofCalls.push(each);
    expect(ofCalls.map(({ callId }) => callId)).toEqual(['c12']);
    await expect(deliveries.countOfCalls(['c12', 'none'])).resolves.toBe(1);
    await expect(deliveries.removeOfCalls(['c12'])).resolves.toBe(1);
    const [old] = await deliveries.findOlder(at(2), 0, 1);
    await expect(deliveries.removeAll([old!.id, 'none'])).resolves.toBe(1);
    await deliveries.removeOfSubscription(id);
    await expect(by({})).resolves.toEqual([]);
  });
});

describe.each(PLACES)('events %s', (_where, open) => {
  beforeAll(open);
  const event = (n: number, changes: Partial<NewEvent> = {}): NewEvent => ({
    ...{ id: `log${n}`, type: 'call.ended', at: at(n), callId: `call${n}`, sequence: 1, body: `{"n":${n}}` },
    ...changes,
  });
  const idsAfter = async (position: Position | { since: Date }, most = 9) =>
    (await events.findAfter(position, most)).map(({ id }) => id);

  it('stay as they were first written, are read in their order, and are forgotten', async () => {
    for (const n of [1, 2, 3]) await events.add([event(n)]);
    const [written] = await events.findByIds(['log3']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await events.add([event(3, { body: 'another' }), event(4)]);
    const third = { ...event(3), createdAt: written!.createdAt };
    await expect(events.findByIds(['log3', 'none'])).resolves.toEqual([third]);
    await expect(events.findByIds([])).resolves.toEqual([]);
    const [first, second] = await events.findAfter({ since: at(0) }, 2);
    expect([first!.id, second!.id]).toEqual(['log1', 'log2']);
    await expect(idsAfter({ createdAt: first!.createdAt, id: 'log1' })).resolves.toEqual([
      'log2',
      'log3',
      'log4',
    ]);
    const ofCalls: string[] = [];
    for await (const { id } of events.eachOfCalls(['call4'])) ofCalls.push(id);
    expect(ofCalls).toEqual(['log4']);
    await expect(events.countOfCalls(['call3', 'call4'])).resolves.toBe(2);
    await expect(events.removeOfCalls(['call4'])).resolves.toBe(1);
    const later = new Date(Date.now() + 60_000);
    const old = await events.findOlder(later, 0, 2);
    expect(old).toEqual([1, 2].map((n) => ({ id: `log${n}`, callId: `call${n}` })));
    await expect(events.findOlder(later, 1, 1)).resolves.toEqual([old[1]]);
    await expect(events.removeAll(old.map(({ id }) => id))).resolves.toBe(2);
    await expect(idsAfter({ since: at(0) })).resolves.toEqual(['log3']);
  });
  it('are in the order of the database, whatever a clock of a writer says', async () => {
    await events.add([event(5)]);
    const [before] = await events.findByIds(['log5']);
    const wall = jest.spyOn(Date, 'now').mockReturnValue(at(0).getTime());
    await events.add([event(6)]).finally(() => wall.mockRestore());
    await expect(idsAfter({ createdAt: before!.createdAt, id: 'log5' })).resolves.toEqual(['log6']);
  });
});
