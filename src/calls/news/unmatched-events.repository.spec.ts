import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { someSid } from '../testing/call.factory.js';
import { UnmatchedEventsMemoryRepository } from '../testing/unmatched-events.memory.repository.js';
import {
  UNMATCHED_EVENT_MODEL,
  type UnmatchedEventDocument,
  unmatchedEventSchema,
} from './unmatched-event.schema.js';
import { UnmatchedEventsMongoRepository } from './unmatched-events.mongo.repository.js';
import type { UnmatchedEvent, UnmatchedEventsRepository } from './unmatched-events.repository.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const openStored = async () => {
  const model = database.connection.model<UnmatchedEventDocument>(
    UNMATCHED_EVENT_MODEL,
    unmatchedEventSchema,
  );
  await model.init();
  return new UnmatchedEventsMongoRepository(model);
};

const [callSid, callId] = [someSid(), randomUUID()];
const event = (secondsAgo: number, changes: Partial<UnmatchedEvent> = {}): UnmatchedEvent => ({
  key: randomUUID(),
  callSid,
  reason: 'unknown',
  callback: {
    kind: 'status',
    callId,
    params: { CallSid: callSid },
    receivedAt: new Date(Date.now() - secondsAgo * 1000),
  },
  ...changes,
});

describe.each<[string, () => Promise<UnmatchedEventsRepository>]>([
  ['UnmatchedEventsMemoryRepository', async () => new UnmatchedEventsMemoryRepository()],
  ['UnmatchedEventsMongoRepository', openStored],
])('%s keeps callbacks without a call', (_name, open) => {
  it('once each, those that wait and those of another SID apart, in the order of arrival', async () => {
    const events = await open();
    const waiting = [event(1), event(3), event(2)] as const;
    const mismatched = [event(1), event(2)].map((each) => ({ ...each, reason: 'mismatched' as const }));
    for (const each of [...waiting, ...mismatched, event(1, { callSid: someSid() })]) await events.keep(each);
    await events.keep({ ...waiting[0], reason: 'mismatched' });
    const [newest, oldest, middle] = waiting;
    await expect(events.findWaiting(callSid)).resolves.toEqual([oldest, middle, newest]);
    await expect(events.findMismatched(callId)).resolves.toEqual(mismatched.toReversed());
    await events.remove(middle.key);
    await expect(events.findWaiting(callSid)).resolves.toEqual([oldest, newest]);
  });

  it('and finds what names a call, a SID or a callee, for it to be removed', async () => {
    const events = await open();
    const [sid, id, to] = [someSid(), randomUUID(), '+14155550177'];
    const named = (callback: Partial<UnmatchedEvent['callback']>, own = someSid()) =>
      event(1, {
        callSid: own,
        callback: { kind: 'status', params: {}, receivedAt: new Date(), ...callback },
      });
    const theirs = [
      named({}, sid),
      named({ callId: id }),
      named({ params: { To: to, Called: to }, callId: id }, sid),
      named({ params: { Called: to } }),
      { ...named({ callId: id }), reason: 'mismatched' as const },
    ];
    const other = named({ params: { To: '+14155550178' }, callId: randomUUID() });
    for (const each of [...theirs, other]) await events.keep(each);
    const whose = { callIds: [id], callSids: [sid], numbers: [to] };
    const found = (await events.findOf(whose, 10)).map(({ key }) => key);
    expect(found.toSorted()).toEqual(theirs.map(({ key }) => key).toSorted());
    await expect(events.findOf(whose, 2)).resolves.toHaveLength(2);
    const all: UnmatchedEvent[] = [];
    for await (const each of events.eachOf(whose)) all.push(each);
    expect(all).toHaveLength(theirs.length);
    expect(all).toEqual(expect.arrayContaining(theirs));
    await events.removeAll(found);
    await expect(events.findOf(whose, 10)).resolves.toEqual([]);
    await expect(events.findWaiting(other.callSid ?? '')).resolves.toEqual([other]);
  });
});
