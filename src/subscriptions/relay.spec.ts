import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { CallChangesMongoRepository } from '../calls/events/call-changes.mongo.repository.js';
import { Interest } from '../calls/events/interest.service.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../calls/model/call.schema.js';
import { UntoldCallsMongoRepository } from '../calls/telling/untold-calls.mongo.repository.js';
import { UntoldCallsService } from '../calls/telling/untold-calls.service.js';
import { changing } from '../calls/testing/changing.js';
import { someCall, someEvent, someSid } from '../calls/testing/call.factory.js';
import type { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import type { Event } from './events/event.js';
import type { EventsRepository } from './events/events.repository.js';
import type { DisablingService } from './disabling.service.js';
import { FanOutService } from './fan-out.service.js';
import type { KnownSubscriptions } from './known-subscriptions.service.js';
import { RelayService } from './relay.service.js';
import type { SubscriptionsRepository } from './subscriptions.repository.js';

let database: TestDatabase;
let model: Model<CallDocument>;
beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
});
afterAll(() => database.close());

/** A relay of which a step fails when it is told to; what was written down stays, as in a database. */
const openRelay = (isAny = true) => {
  const events = new Map<string, Event>();
  const sent = new Set<string>();
  const plan = { failAt: -1, step: 0 };
  const step = <T>(work: () => T): T => {
    if (plan.step++ === plan.failAt) throw new Error('killed');
    return work();
  };
  const add = async (some: Event[]) => {
    for (const each of some) step(() => events.has(each.id) || events.set(each.id, each));
  };
  const deliver = async (some: { id: string }[]) => some.filter(({ id }) => step(() => sent.add(id))).length;
  const untold = new UntoldCallsMongoRepository(model);
  const service = new UntoldCallsService({
    find: (most, leftOut) => untold.find(most, leftOut),
    fix: async (news) => step(() => untold.fix(news)),
    settle: async (told) => step(() => untold.settle(told)),
  });
  const interest = new Interest();
  interest.note(isAny);
  const known = { isAny, untold: [], enabled: isAny ? [{ id: 'one', types: ['*'] }] : [] };
  const fanOut = new FanOutService(
    { add } as unknown as EventsRepository,
    { add: deliver } as unknown as DeliveriesRepository,
    { ring: async () => step(() => undefined) } as unknown as SubscriptionsRepository,
  );
  return {
    events,
    sent,
    plan,
    interest,
    untold,
    service,
    relay: new RelayService(
      service,
      interest,
      known as unknown as KnownSubscriptions,
      fanOut,
      {} as DisablingService,
    ),
  };
};

const statuses = ['initiated', 'ringing', 'in-progress', 'completed'] as const;

it('tells each change once, whichever step of the relay is the last of a process, and however often', async () => {
  const changes = new CallChangesMongoRepository(model, new Interest());
  const { insert, tell } = changing(changes);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }), async (kills) => {
      const { events, sent, plan, relay } = openRelay();
      const call = someCall();
      const ref = { callId: call.id, n: 1, sid: someSid(), hasPlan: false };
      await insert(call);
      const todo = [...statuses];
      for (const failAt of kills) {
        const status = todo.shift();
        if (status) await tell(ref, someEvent({ status, key: `${status}-${randomUUID()}` }));
        Object.assign(plan, { failAt, step: 0 });
        await relay.tellSome().catch(() => undefined);
      }
      for (const status of todo) await tell(ref, someEvent({ status, key: status }));
      Object.assign(plan, { failAt: -1, step: 0 });
      for (let tries = 0; tries < 3; tries += 1) await relay.tellSome();
      const told = [...events.values()].map(({ type }) => type);
      expect(told.toSorted()).toEqual(
        ['attempt.answered', 'attempt.ended', 'attempt.ringing', 'call.created', 'call.ended'].toSorted(),
      );
      expect([...sent].toSorted()).toEqual([...events.keys()].map((id) => `${id}.one`).toSorted());
      const stored = (await model.collection.findOne({ _id: call.id as never }))!;
      const { outbox, untold, telling, said } = stored;
      expect([outbox, untold, telling, said?.count]).toEqual([undefined, undefined, undefined, 5]);
    }),
    { numRuns: 12 },
  );
}, 60_000);

it('takes away what nobody is to be told of, and is not written where nobody listens', async () => {
  const interest = new Interest();
  const changes = new CallChangesMongoRepository(model, interest);
  const { insert } = changing(changes);
  const [noted, silent] = [someCall(), someCall()];
  await insert(noted);
  interest.note(false);
  await insert(silent);
  const outboxOf = async (id: string) =>
    (await model.collection.findOne({ _id: id as never }))!.outbox as unknown[];
  expect([(await outboxOf(noted.id))?.length, await outboxOf(silent.id)]).toEqual([1, undefined]);
  const { events, relay } = openRelay(false);
  await relay.tellSome();
  expect([await outboxOf(noted.id), events.size]).toEqual([undefined, 0]);
  interest.note(true);
  expect(interest.isThere).toBe(true);
});

const started = async () => {
  const changes = new CallChangesMongoRepository(model, new Interest());
  const { insert, tell } = changing(changes);
  const call = someCall();
  const ref = { callId: call.id, n: 1, sid: someSid(), hasPlan: false };
  await insert(call);
  const told = (status: (typeof statuses)[number]) => tell(ref, someEvent({ status, key: randomUUID() }));
  return { id: call.id, ref, told, changes };
};
const typesOf = (events: Map<string, Event>, id: string) =>
  [...events.values()].filter(({ callId }) => callId === id).map(({ type }) => type);

it('gives no number twice where something happens, or a process ends, while the end is told', async () => {
  const { id, told, changes } = await started();
  await told('completed');
  const { events, relay, plan } = openRelay();
  // Dies when all is fixed and one event is written down.
  Object.assign(plan, { failAt: 2, step: 0 });
  await expect(relay.tellSome()).rejects.toThrow('killed');
  const recording = { kind: 'recording' as const, sid: 'RE1', status: 'completed' as const };
  await changes.store({
    ...{ kind: 'recorded', callId: id, isComplete: true },
    news: { at: new Date(), told: recording },
  });
  Object.assign(plan, { failAt: -1, step: 0 });
  for (let n = 0; n < 3; n += 1) await relay.tellSome();
  expect(typesOf(events, id)).toEqual(['call.created', 'attempt.ended', 'call.ended', 'recording.completed']);
});

it('takes nothing for told that came while somebody else was slow', async () => {
  const { id, told } = await started();
  const [slow, quick] = [openRelay(), openRelay()];
  await quick.relay.tellSome();
  await told('initiated');
  // Both have found the same, which makes no event; what comes then makes the outbox as long as it was.
  const { calls: found } = await slow.untold.find(100, []);
  await quick.relay.tellSome();
  await told('ringing');
  await slow.untold.fix(found.map((each) => ({ found: each, news: [], said: each.said! })));
  await quick.relay.tellSome();
  expect(typesOf(quick.events, id)).toEqual(['call.created', 'attempt.ringing']);
});

it('takes nothing away while it does not know whether anybody is to hear it', async () => {
  const { id } = await started();
  const { relay, interest } = openRelay(false);
  interest.note(false, performance.now() - 10_000);
  expect(interest.isThere).toBe(true);
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: true });
  expect((await model.collection.findOne({ _id: id as never }))!.outbox).toHaveLength(1);
  interest.note(false, performance.now() - 9_000);
  expect(interest.isThere).toBe(false);
  await relay.tellSome();
  expect((await model.collection.findOne({ _id: id as never }))!.outbox).toBeUndefined();
});

it('takes nothing away where it took so long to be found that somebody may want to hear it by now', async () => {
  const { id } = await started();
  const { relay, interest, service } = openRelay(false);
  const find = service.find.bind(service);
  jest.spyOn(service, 'find').mockImplementation(async (...given) => {
    const found = await find(...given);
    interest.note(false, performance.now() - 10_000);
    return found;
  });
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: true });
  expect((await model.collection.findOne({ _id: id as never }))!.outbox).toHaveLength(1);
  await model.collection.deleteOne({ _id: id as never });
});

it('tells nobody of what was fixed for longer than it knows who wants to hear it, until it knows', async () => {
  const { id } = await started();
  const { relay, interest, service, events } = openRelay();
  const fix = service.fix.bind(service);
  jest.spyOn(service, 'fix').mockImplementationOnce(async (news) => {
    const fixed = await fix(news);
    interest.note(true, performance.now() - 10_000);
    return fixed;
  });
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: true });
  expect(events.size).toBe(0);
  interest.note(true);
  await relay.tellSome();
  expect(typesOf(events, id)).toEqual(['call.created']);
});

it('leaves out a call that cannot be told of, so that all others are', async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const { id } = await started();
  const { relay, events } = openRelay();
  const { id: unreadable } = await started();
  await model.collection.updateOne({ _id: id as never }, { $set: { outbox: [null], untold: 1 } });
  await model.collection.updateOne({ _id: unreadable as never }, { $set: { attempts: [null] } });
  const { id: other } = await started();
  await relay.tellSome();
  await expect(relay.tellSome()).resolves.toMatchObject({ isMore: false });
  expect([...events.values()].map(({ callId }) => callId)).toEqual([other]);
  await model.collection.deleteMany({ _id: { $in: [id, unreadable] as never[] } });
});
