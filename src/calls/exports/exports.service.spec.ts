import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallListService } from '../list/call-list.service.js';
import { someCall } from '../testing/call.factory.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { ExportsService } from './exports.service.js';

const RATING = { callQuality: 5, agentHelpfulness: 4, resolution: 3, callEase: 2, overallSatisfaction: 1 };
const FROM = Date.parse('2026-01-02T00:00:00.000Z');

let room: CallsRoom;
let service: ExportsService;

beforeEach(() => {
  room = openCallsRoom();
  const { calls, recordings, feedback, users } = room;
  const lists = new CallListService(new CallListMemoryRepository(calls), recordings, feedback, users);
  service = new ExportsService(lists, calls, feedback, recordings);
});

const make = async (n: number, userExternalId = 'customer-1'): Promise<string> => {
  const call = someCall({ userExternalId }, new Date(FROM + Math.floor(n / 3)));
  await room.calls.insert(call);
  return call.id;
};
const record = async (callId: string, ms: number): Promise<string> => {
  const sid = `RE${ms}`;
  const event = { key: sid, receivedAt: new Date(ms), details: {}, params: {} };
  await room.recordings.record(sid, { callId, attempt: 1, callSid: 'CA1' }, event);
  return sid;
};
const flat = async <T>(pages: AsyncGenerator<T[]>): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
};

describe('an export of calls', () => {
  it('has each call once, newest first, whatever is made meanwhile', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 2_500; n += 1) ids.push(await make(n));
    const found: string[] = [];
    let pages = 0;
    for await (const page of service.callPages({})) {
      pages += 1;
      found.push(...page.map(({ call }) => call.id));
      await make(9_000_000 + pages);
    }
    expect(pages).toBe(3);
    expect(found).toHaveLength(2_500);
    expect(new Set(found)).toEqual(new Set(ids));
  });

  it('is of the filter alone', async () => {
    await make(1);
    const mine = await make(2, 'customer-2');
    const found = await flat(service.callPages({ user: 'customer-2' }));
    expect(found.map(({ call }) => call.id)).toEqual([mine]);
    await expect(flat(service.callPages({ user: 'nobody' }))).resolves.toEqual([]);
  });

  it('is one of few at the same time, and makes room when it is over or left', async () => {
    await make(1);
    const open = Array.from({ length: 8 }, () => service.callPages({}));
    for (const pages of open) await pages.next();
    await expect(service.callPages({}).next()).rejects.toThrow('Too many exports at once: at most 8');
    await open[0]?.return(undefined);
    await expect(flat(service.callPages({}))).resolves.toHaveLength(1);
    for (const pages of open.slice(1)) await flat(pages);
    for (let n = 0; n < 9; n += 1) await expect(flat(service.callPages({}))).resolves.toHaveLength(1);
  });
});

describe('an export of feedback and of recordings', () => {
  it('is of all within a span, of a user’s calls, or of calls that are named', async () => {
    const [mine, other] = [await make(1), await make(2, 'customer-2')];
    for (const id of [mine, other]) await room.feedback.save(id, { ...RATING, notes: null });
    const given = async (wanted: object) =>
      (await flat(service.feedbackPages(wanted))).map(({ call }) => call.id).toSorted();
    await expect(given({})).resolves.toEqual([mine, other].toSorted());
    await expect(given({ user: 'customer-2' })).resolves.toEqual([other]);
    await expect(given({ ids: [mine] })).resolves.toEqual([mine]);
    await expect(given({ until: new Date(FROM) })).resolves.toEqual([]);
    await expect(given({ user: 'customer-2', until: new Date(FROM) })).resolves.toEqual([]);

    const sids = [await record(mine, 10), await record(other, 20), await record(mine, 30)] as const;
    const told = async (wanted: object) => (await flat(service.recordingPages(wanted))).map(({ sid }) => sid);
    await expect(told({})).resolves.toEqual([...sids].toReversed());
    await expect(told({ from: new Date(20), until: new Date(30) })).resolves.toEqual([sids[1]]);
    await expect(told({ user: 'customer-1' })).resolves.toEqual([sids[2], sids[0]]);
    await expect(told({ ids: [mine], until: new Date(30) })).resolves.toEqual([sids[0]]);
  });

  it('leaves feedback out whose call is gone', async () => {
    await room.feedback.save('gone', { ...RATING, notes: null });
    await expect(flat(service.feedbackPages({}))).resolves.toEqual([]);
  });
});
