import { expect, it } from '@jest/globals';
import { someCall } from '../calls/testing/call.factory.js';
import type { Subject } from './erasure.js';
import { ExportsService } from './exports.service.js';
import { HANDLE, NUMBER, openPrivacyRoom, plant } from './testing/privacy-room.js';

interface Exported {
  exported_at: string;
  records: { collection: string; data: object }[];
}

const open = async () => {
  const room = await openPrivacyRoom();
  const { user } = await plant(room);
  const exports = new ExportsService(room.collections, room.erasure, room.clock);
  const read = async (whose: Subject) => {
    const pieces: string[] = [];
    for await (const piece of exports.write(whose)) pieces.push(piece);
    const { exported_at, records } = JSON.parse(pieces.join('')) as Exported;
    const counts: Record<string, number> = {};
    for (const { collection } of records) counts[collection] = (counts[collection] ?? 0) + 1;
    return { exported_at, records, counts, pieces };
  };
  return { room, user, read };
};

/** The lane of a call that waits tells no more than the call. */
const OF_CALLS = { calls: 4, feedback: 3, idempotency_keys: 3, recordings: 1 };

it('a user is told all that is known, record by record', async () => {
  const { room, user, read } = await open();
  const whose: Subject = { kind: 'user', userId: user.id, handles: [user.id, HANDLE], numbers: [NUMBER] };
  const { exported_at, records, counts, pieces } = await read(whose);
  expect(exported_at).toBe(new Date(room.clock.wall()).toISOString());
  expect(counts).toEqual({ users: 1, do_not_call: 1, unmatched_events: 3, ...OF_CALLS });
  expect(records[0]).toMatchObject({ collection: 'users', data: { id: user.id } });
  expect(pieces).toHaveLength(records.length + 2);
});

it('whoever is called is told of each call to the number until now, and nobody of what is not there', async () => {
  const { room, read } = await open();
  const someoneElse = { to: '+14155550188', userExternalId: HANDLE, text: 'Ada' };
  await room.calls.insert(someCall(someoneElse, new Date(room.clock.wall())));
  await room.calls.insert(someCall({ to: NUMBER, text: 'Ada' }, new Date(room.clock.wall())));
  const { counts } = await read({ kind: 'callee', handles: [], numbers: [NUMBER] });
  expect(counts).toEqual({ do_not_call: 1, unmatched_events: 3, ...OF_CALLS, calls: 5 });
  const { records } = await read({ kind: 'callee', handles: [], numbers: ['+14155550199'] });
  expect(records).toEqual([]);
});
