import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { type CallEvent, foldEvents } from '../model/call-event.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { timelineOf } from '../timeline/timeline.js';
import { viewOf } from '../timeline/attempt-story.js';
import { changing } from '../testing/changing.js';
import { anyEvent, someCall, someEvent, someSid } from '../testing/call.factory.js';
import { CallChangesMongoRepository } from './call-changes.mongo.repository.js';
import { Interest } from './interest.service.js';

/** What Twilio sends with each callback, and its keys, are about as long. */
const params = Object.fromEntries(Array.from({ length: 22 }, (_, n) => [`Field${n}`, 'a value of Twilio']));
const someKey = (n: number): string => `${n}`.padStart(43, '-');
const MOST_BYTES = 64 * 1024;
/** What an attempt keeps at least: so many events, and so many keys of those that came later. */
const EVENTS_KEPT = 40;
const LATER_KEYS_KEPT = 50;

const sortOf = ({ source, kind, status }: CallEvent): string => JSON.stringify([source, kind, status]);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A call whose attempt has as many events as are kept, and tells it others. */
const openFlooded = async () => {
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  // What is still to be told to others is another matter: it is taken away once it is.
  const nobody = new Interest();
  nobody.note(false);
  const changes = new CallChangesMongoRepository(model, nobody);
  const calls = new CallsMongoRepository(model);
  const { insert, tell } = changing(changes);
  const call = someCall({}, new Date(0));
  const ref = { callId: call.id, n: 1, sid: someSid(), hasPlan: false };
  await insert(call);
  const first = Array.from({ length: EVENTS_KEPT }, (_, n) =>
    someEvent({ key: someKey(n), kind: 'voice', params, receivedAt: new Date(n) }),
  );
  await tell(ref, first[0]!);
  await model.updateOne({ _id: call.id }, { $set: { 'attempts.0.events': first.slice(0, -1) } });
  await tell(ref, first.at(-1)!);
  return { model, calls, call, first, tell: (event: CallEvent) => tell(ref, event) };
};

const others = (count: number): CallEvent[] =>
  fc.sample(anyEvent, { numRuns: count, seed: 16 }).map((event, n) => ({
    ...event,
    key: someKey(EVENTS_KEPT + n),
    params,
  }));

it('a call that is told of without end stays small, and what it tells stays true', async () => {
  const { model, calls, call, first, tell } = await openFlooded();
  const later = others(150);
  for (let n = 0; n < later.length; n += 10) {
    const outcomes = await Promise.all(later.slice(n, n + 10).map(tell));
    expect(new Set(outcomes)).toEqual(new Set(['applied']));
  }
  const found = (await calls.findWithEvents(call.id))!;
  const { events = [], unkept = 0, ...attempt } = found.attempts[0]!;
  const state = foldEvents([...first, ...later]);
  expect(attempt).toMatchObject(state);
  const keys = new Set(events.map(({ key }) => key));
  expect(first.filter(({ key }) => !keys.has(key))).toEqual([]);
  for (const sort of new Set(later.map(sortOf))) {
    const each = later.filter((event) => sortOf(event) === sort);
    const times = each.map(({ receivedAt }) => receivedAt.getTime()).sort((a, b) => a - b);
    const kept = each.filter(({ key }) => keys.has(key)).map(({ receivedAt }) => receivedAt.getTime());
    expect(kept).toEqual(expect.arrayContaining([times[0], times.at(-1)]));
  }
  expect(unkept).toBe(first.length + later.length - events.length);
  expect(found.version).toBe(3 + later.length);
  const { events: story } = timelineOf({ call: found, recordings: [], mismatched: [] });
  expect(story.at(-1)).toMatchObject({ kind: 'unkept', params: { unkept: `${unkept}` } });
  const shown = Object.fromEntries(
    story.flatMap(({ changes }) => Object.entries(changes).map(([field, { to }]) => [field, to])),
  );
  const expected = Object.entries(viewOf(state)).filter(([, value]) => value !== undefined);
  expect(shown).toMatchObject(Object.fromEntries(expected));
  const document = await model.collection.findOne({ _id: call.id as never });
  expect(BSON.calculateObjectSize(document!)).toBeLessThan(2 * MOST_BYTES);
  expect(document).toHaveProperty('attempts.0.events.39');
  expect(document).not.toHaveProperty('attempts.0.events.40');
});

it('a later event that is told twice at once is joined once', async () => {
  const { model, call, tell } = await openFlooded();
  const later = others(12);
  const outcomes = await Promise.all(later.flatMap((event) => [tell(event), tell(event)]));
  expect(outcomes.filter((each) => each === 'duplicate')).toHaveLength(later.length);
  const document = await model.collection.findOne({ _id: call.id as never });
  expect(document).toMatchObject({ later: { attempt1: { count: later.length } } });
});

it('a call that is told the usual without end is less than 64 KB, and tells what it knows from what it does not', async () => {
  const { model, call, first, tell } = await openFlooded();
  const statuses = ['initiated', 'ringing', 'in-progress', 'completed'] as const;
  const later = others(LATER_KEYS_KEPT + 10).map(({ key }, n) =>
    someEvent({ key, params, status: statuses[n % 4]!, receivedAt: new Date(1e6 + n) }),
  );
  for (const event of later) await tell(event);
  const known = [...first.slice(0, 5), ...later.slice(-LATER_KEYS_KEPT).slice(0, 5), later.at(-1)!];
  const outcomes = [];
  for (const event of known) outcomes.push(await tell(event));
  expect(outcomes).toEqual(known.map(() => 'duplicate'));
  const document = await model.collection.findOne({ _id: call.id as never });
  expect(BSON.calculateObjectSize(document!)).toBeLessThan(MOST_BYTES);
});

it('what is told of a second attempt is kept there, and once', async () => {
  const { model, calls, call, first, tell } = await openFlooded();
  const { tell: tellOf } = changing(new CallChangesMongoRepository(model));
  const document = await model.collection.findOne({ _id: call.id as never });
  const second = { ...document!.attempts[0], n: 2, sid: null, key: 'another key', rank: 0, events: [] };
  await model.collection.updateOne({ _id: call.id as never }, { $push: { attempts: second } });
  const ref = { callId: call.id, n: 2, sid: someSid(), hasPlan: false };
  const events = others(3).map(({ key }, n) => someEvent({ key, kind: 'voice', receivedAt: new Date(n) }));
  const outcomes = [];
  for (const event of [...events, ...events.slice(1)]) outcomes.push(await tellOf(ref, event));
  expect(outcomes).toEqual(['adopted', 'applied', 'applied', 'duplicate', 'duplicate']);
  expect(await tell(someEvent({ key: 'late', kind: 'voice' }))).toBe('applied');
  const keysOf = (attempt?: { events?: CallEvent[] }) => attempt?.events?.map(({ key }) => key);
  const found = await calls.findWithEvents(call.id);
  expect(keysOf(found!.attempts[1])).toEqual(events.map(({ key }) => key));
  expect(keysOf(found!.attempts[0])).toEqual([...first.map(({ key }) => key), 'late']);
});
