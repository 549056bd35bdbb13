import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import {
  UNMATCHED_EVENT_MODEL,
  type UnmatchedEventDocument,
  unmatchedEventSchema,
} from '../news/unmatched-event.schema.js';
import { UnmatchedEventsMongoRepository } from '../news/unmatched-events.mongo.repository.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { changing } from '../testing/changing.js';
import { AgingCallsMongoRepository } from './aging-calls.mongo.repository.js';
import { bareLater } from './bare-events.js';

let database: TestDatabase;
const open = () => {
  const calls = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  const unmatched = database.connection.model<UnmatchedEventDocument>(
    UNMATCHED_EVENT_MODEL,
    unmatchedEventSchema,
  );
  return {
    aging: new AgingCallsMongoRepository(calls, unmatched),
    calls: new CallsMongoRepository(calls),
    changes: changing(new CallChangesMongoRepository(calls)),
    unmatched: new UnmatchedEventsMongoRepository(unmatched),
  };
};
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const [OLD, BEFORE, NOW] = [new Date(1_000_000), new Date(5_000_000), new Date(9_000_000)];
const params = { Caller: '+14155550123' };

it('the callbacks of a call lose their fields once it is over, and again where more is told of it', async () => {
  const { aging, calls, changes } = open();
  const [call, young] = [someCall({}, OLD), someCall({}, NOW)];
  const ref = { callId: call.id, n: 1, sid: someSid(), hasPlan: false };
  for (const each of [call, young]) await changes.insert(each);
  await changes.tell(ref, someEvent({ status: 'ringing', params }));
  await expect(aging.findOlder(BEFORE, 0, 9)).resolves.toEqual([{ id: call.id, callId: call.id }]);
  await expect(aging.forgetFields(call.id, NOW)).resolves.toBe(false);
  await changes.tell(ref, someEvent({ status: 'completed', durationSeconds: 7, params }));
  const before = await calls.findWithEvents(call.id);
  await expect(aging.forgetFields(call.id, NOW)).resolves.toBe(true);
  await expect(aging.findOlder(BEFORE, 0, 9)).resolves.toEqual([]);
  const after = await calls.findWithEvents(call.id);
  const bare = before!.attempts.map((attempt) => ({
    ...attempt,
    events: attempt.events?.map((event) => ({ ...event, params: {} })),
  }));
  expect(after).toEqual({ ...before, attempts: bare });
  await changes.tell(ref, someEvent({ source: 'api', price: '-0.01', params }));
  await expect(aging.findOlder(BEFORE, 0, 9)).resolves.toHaveLength(1);
  await expect(aging.forgetFields(call.id, NOW)).resolves.toBe(true);
  expect(JSON.stringify((await calls.findWithEvents(call.id))?.attempts)).not.toContain('+1415');
  await expect(aging.forgetFields('nothing', NOW)).resolves.toBe(false);
});

it('so do those that came when its list was full', () => {
  const arrival = { at: OLD, event: someEvent({ params }) };
  const later = { attempt1: { count: 1, keys: ['1'], first: { a: arrival }, last: { b: arrival } } };
  const bare = { at: OLD, event: { ...arrival.event, params: {} } };
  expect(bareLater(later)).toEqual({
    attempt1: { count: 1, keys: ['1'], first: { a: bare }, last: { b: bare } },
  });
});

it('callbacks without a call are found by their age', async () => {
  const { aging, unmatched } = open();
  const callback = { kind: 'status' as const, params, receivedAt: OLD };
  await unmatched.keep({ key: 'a', reason: 'unknown', callback });
  await unmatched.keep({ key: 'b', reason: 'mismatched', callback: { ...callback, callId: 'call' } });
  await unmatched.keep({ key: 'c', reason: 'unknown', callback: { ...callback, receivedAt: NOW } });
  const found = await aging.findOlderUnmatched(BEFORE, 0, 9);
  expect(found).toHaveLength(2);
  expect(found).toEqual(expect.arrayContaining([{ id: 'a' }, { id: 'b', callId: 'call' }]));
});
