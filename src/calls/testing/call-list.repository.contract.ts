import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallPlan } from '../../plan/call-plan.js';
import { type Call, callStatus } from '../model/call.js';
import type { CallFilter, CallPosition } from '../list/call-list.js';
import type { CallListRepository } from '../list/call-list.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { someCall, someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

interface Opened {
  changes: CallChangesRepository;
  lists: CallListRepository;
}
type Open = () => Promise<Opened>;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const idsOf = (calls: Call[]) => calls.map(({ id }) => id);

/** Every part after the first, to the end; `between` runs before each. */
const followAll = async (
  lists: CallListRepository,
  filter: CallFilter,
  pageSize: number,
  between: () => Promise<void>,
): Promise<Call[]> => {
  const first = await lists.find(filter, { page: 1, pageSize });
  const all = [...first.data];
  for (let after: CallPosition | null = first.next; after;) {
    await between();
    const part = await lists.find(filter, { after, pageSize });
    all.push(...part.data);
    after = part.next;
  }
  return all;
};

/** What every CallListRepository keeps to; `open` answers one beside the repository of the calls that it lists. */
export function describeCallListRepository(name: string, open: Open): void {
  describe(`${name} lists calls`, () => {
    describePages(open);
    describeFilters(open);
    describeUnsettled(open);
    describePositions(open);
  });
}

function describePages(open: Open): void {
  it('newest first, under each name of a user, by page', async () => {
    const { changes, lists } = await open();
    const { insert } = changing(changes);
    const userHandles = [randomUUID(), randomUUID()];
    const made = Array.from({ length: 5 }, (_, i) =>
      someCall({ userExternalId: userHandles[i % 2] ?? '' }, at(i)),
    );
    for (const call of [...made, someCall({ userExternalId: randomUUID() })]) await insert(call);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => lists.find({ userHandles }, { page, pageSize: 3 })),
    );
    expect(pages.map(({ data }) => idsOf(data))).toEqual([
      idsOf(made.toReversed().slice(0, 3)),
      idsOf(made.toReversed().slice(3)),
      [],
    ]);
    expect(pages.map(({ total, page, pageSize }) => [total, page, pageSize])).toEqual([
      [5, 1, 3],
      [5, 2, 3],
      [5, 3, 3],
    ]);
    expect(pages.map(({ next }) => next)).toEqual([{ createdAt: at(2), id: made[2]?.id }, null, null]);
    expect(pages[0]?.data[0]).toStrictEqual(made[4]);
  });
}

function describeFilters(open: Open): void {
  it('by number, status, time, recording and feedback, alone and together', async () => {
    const { changes, lists } = await open();
    const { insert, tell, store } = changing(changes);
    const userHandles = [randomUUID()];
    const [userExternalId = ''] = userHandles;
    const made = Array.from({ length: 4 }, (_, i) =>
      someCall({ userExternalId, to: `+1415555010${i % 2}` }, at(i)),
    );
    const sids = made.map(() => someSid());
    for (const call of made) await insert(call);
    for (const [i, status] of (['completed', 'busy', 'completed'] as const).entries()) {
      const ref = { callId: made[i]!.id, n: 1, sid: sids[i]! };
      await tell(ref, someEvent({ status, source: i ? 'callback' : 'api' }), at(9));
      await tell(ref, someEvent({ status: 'ringing' }), at(9));
    }
    const recorded = (n: number, isComplete: boolean) =>
      store({ kind: 'recorded', callId: made[n]!.id, isComplete });
    for (const isComplete of [true, false]) await recorded(0, isComplete);
    await recorded(1, false);
    await store({ kind: 'rated', callId: made[1]!.id, at: at(9) });
    await expect(store({ kind: 'rated', callId: randomUUID(), at: at(9) })).resolves.toBe('refused');
    const found = async (filter: CallFilter) => {
      const { data, total } = await lists.find({ userHandles, ...filter }, { page: 1, pageSize: 10 });
      expect(total).toBe(data.length);
      return data.map(({ id }) => made.findIndex((call) => call.id === id));
    };
    await expect(found({})).resolves.toEqual([3, 2, 1, 0]);
    await expect(found({ to: '+14155550101' })).resolves.toEqual([3, 1]);
    await expect(found({ statuses: ['completed'] })).resolves.toEqual([2, 0]);
    await expect(found({ statuses: ['initiated'] })).resolves.toEqual([3]);
    await expect(found({ statuses: ['initiated', 'busy'] })).resolves.toEqual([3, 1]);
    const ids = [made[0]!.id, made[3]!.id, randomUUID()];
    await expect(found({ ids })).resolves.toEqual([3, 0]);
    await expect(found({ ids, statuses: ['initiated'] })).resolves.toEqual([3]);
    await expect(found({ statuses: ['ringing'] })).resolves.toEqual([]);
    await expect(found({ from: at(1), until: at(3) })).resolves.toEqual([2, 1]);
    await expect(found({ to: '+14155550101', from: at(1), until: at(2) })).resolves.toEqual([1]);
    await expect(found({ hasRecording: true })).resolves.toEqual([0]);
    await expect(found({ hasRecording: false })).resolves.toEqual([3, 2, 1]);
    await expect(found({ hasFeedback: true })).resolves.toEqual([1]);
    await expect(found({ statuses: ['completed'], hasFeedback: false, from: at(1) })).resolves.toEqual([2]);
  });

  it('by campaign and by a pair of the metadata, the whole of it', async () => {
    const { changes, lists } = await open();
    const { insert } = changing(changes);
    const [userExternalId, campaignId] = [randomUUID(), randomUUID()];
    const plans: (Partial<CallPlan> | undefined)[] = [
      { metadata: { clinic: 'north', 'a.b': '1' } },
      { metadata: { clinic: 'north-west' }, campaignId },
      { metadata: { north: 'clinic' } },
      undefined,
    ];
    for (const [i, changes] of plans.entries()) {
      const plan = changes && { machineDetection: 'none' as const, priority: 1, ...changes };
      await insert(someCall({ userExternalId, ...(plan && { plan }) }, at(i)));
    }
    const found = async (filter: CallFilter): Promise<number[]> => {
      const ownFilter = { userHandles: [userExternalId], ...filter };
      const { data, total } = await lists.find(ownFilter, { page: 1, pageSize: 10 });
      expect(total).toBe(data.length);
      return data.map(({ createdAt }) => createdAt.getUTCSeconds());
    };
    await expect(found({ metadata: ['clinic', 'north'] })).resolves.toEqual([0]);
    await expect(found({ metadata: ['a.b', '1'] })).resolves.toEqual([0]);
    await expect(found({ metadata: ['north', 'clinic'] })).resolves.toEqual([2]);
    await expect(found({ metadata: ['a.b', 'north'] })).resolves.toEqual([]);
    await expect(found({ campaignId })).resolves.toEqual([1]);
    await expect(found({ campaignId, metadata: ['clinic', 'north'] })).resolves.toEqual([]);
  });

  it('by a status that Atlas itself gave', async () => {
    const { changes, lists } = await open();
    const { insert, undial } = changing(changes);
    const call = someCall({ userExternalId: randomUUID() });
    await insert(call);
    const failed = someEvent({ source: 'atlas', kind: 'submission', status: 'failed' });
    await undial(call.id, 'refused', { code: '1', message: 'No' }, failed);
    const filter = { userHandles: [call.userExternalId], statuses: ['failed' as const] };
    const { data } = await lists.find(filter, { page: 1, pageSize: 1 });
    expect(idsOf(data)).toEqual([call.id]);
  });
}

function describeUnsettled(open: Open): void {
  it('by the end of an attempt once no other follows, as queued until then', async () => {
    const { changes, lists } = await open();
    const { insert, tell } = changing(changes);
    const userExternalId = randomUUID();
    const plan = { machineDetection: 'none' as const, priority: 0 };
    const over = { code: 'ended', message: 'The call has ended', at: at(9) };
    const made = [{}, { plan }, { plan, over }].map((each) => ({ ...someCall({ userExternalId }), ...each }));
    for (const call of made) {
      await insert(call);
      const ref = { callId: call.id, n: 1, sid: someSid() };
      await tell(ref, someEvent({ status: 'busy' }), at(9));
    }
    const waiting = { userHandles: [userExternalId], statuses: ['queued' as const] };
    const queued = await lists.find(waiting, { page: 1, pageSize: 5 });
    expect([queued.total, idsOf(queued.data)]).toEqual([1, [made[1]!.id]]);
    const wanted = { userHandles: [userExternalId], statuses: ['busy' as const] };
    const { data, total, next } = await lists.find(wanted, { page: 1, pageSize: 1 });
    expect(total).toBe(2);
    const rest = next && (await lists.find(wanted, { after: next, pageSize: 5 }));
    const found = [...data, ...(rest?.data ?? [])];
    expect(idsOf(found).sort()).toEqual(idsOf([made[0]!, made[2]!]).sort());
    expect(found.map(callStatus)).toEqual(['busy', 'busy']);
  });
}

function describePositions(open: Open): void {
  it('each once, part by part, while new ones are made', async () => {
    const { changes, lists } = await open();
    const { insert } = changing(changes);
    const seconds = fc.array(fc.nat(3), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(seconds, fc.integer({ min: 1, max: 4 }), async (made, pageSize) => {
        const userExternalId = randomUUID();
        const before = made.map((second) => someCall({ userExternalId }, at(second)));
        for (const call of before) await insert(call);
        const filter = { userHandles: [userExternalId], from: at(1) };
        const all = await followAll(lists, filter, pageSize, async () => {
          await insert(someCall({ userExternalId }, at(60)));
        });
        const newestFirst = before
          .filter(({ createdAt }) => createdAt >= at(1))
          .sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1));
        expect(idsOf(all)).toEqual(idsOf(newestFirst));
      }),
      { numRuns: 15 },
    );
  }, 30_000);
}
