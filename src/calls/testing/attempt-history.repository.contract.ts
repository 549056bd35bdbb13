import { describe, expect, it } from '@jest/globals';
import type { AttemptHistoryRepository } from '../attempts/attempt-history.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { newAttempt, newQueuedCall, waitOf } from '../model/call.js';
import { someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

export type OpenHistory = () => Promise<{
  changes: CallChangesRepository;
  history: AttemptHistoryRepository;
}>;

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const plan = { machineDetection: 'none' as const, priority: 0 };
const [ADA, BOB] = ['+14155550101', '+14155550102'];

/** What every AttemptHistoryRepository keeps to. */
export function describeAttemptHistoryRepository(name: string, open: OpenHistory): void {
  const dialled = async () => {
    const { changes, history } = await open();
    const { insert, dial, requeue, tell, store } = changing(changes);
    const call = async (to: string, requestedBy?: string) => {
      const request = { to, userExternalId: 'u', recordingEnabled: false, plan, requestedBy };
      const made = newQueuedCall(request, { dueAt: at(0), why: 'time' });
      await insert(made);
      return made;
    };
    const attempt = (id: string, n: number, minute: number, version = 1) =>
      dial(id, version, newAttempt(n, at(minute), `${id} ${n}`), at(60));
    const ada = await call(ADA, 'key-1');
    await attempt(ada.id, 1, 1);
    const first = { callId: ada.id, n: 1, sid: someSid() };
    await tell(first, someEvent({ status: 'busy' }));
    await requeue(ada.id, 1, waitOf(ada, at(2), 'retry'));
    await attempt(ada.id, 2, 5, 4);
    const price = { price: '-0.25', priceUnit: 'USD', source: 'api' as const };
    await tell(first, someEvent({ status: 'busy', ...price }));
    const bob = await call(BOB);
    await attempt(bob.id, 1, 6);
    const refused = await call(ADA);
    await attempt(refused.id, 1, 7);
    const reason = { code: '21217', message: 'No' };
    const event = someEvent({ kind: 'submission', status: 'failed', source: 'atlas' });
    await store({ kind: 'undialled', callId: refused.id, n: 1, submission: 'refused', reason, event });
    await call(BOB);
    return { history, ada, bob };
  };

  describe(`${name} tells what was dialled`, () => {
    it('to some numbers since a moment, what was surely not dialled aside', async () => {
      const { history, ada, bob } = await dialled();
      const of = async (numbers: string[], since: Date) => {
        const found = await history.findTo(numbers, since);
        return numbers.map((to) => (found.get(to) ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime()));
      };
      const [first, second] = [1, 2].map((n) => ({ key: `${ada.id} ${n}`, at: at(n === 1 ? 1 : 5) }));
      expect(await of([ADA, BOB], at(0))).toEqual([[first, second], [{ key: `${bob.id} 1`, at: at(6) }]]);
      expect(await of([ADA], at(2))).toEqual([[second]]);
      expect(await of([ADA, '+14155550109'], at(6))).toEqual([[], []]);
    });

    it('over all numbers: how many, for whom, and what it cost as far as that is known', async () => {
      const { history } = await dialled();
      const callsBy = new Map([['key-1', 2]]);
      await expect(history.tallySince(at(0))).resolves.toEqual({
        calls: 3,
        callsBy,
        spent: 0.25,
        unpriced: 2,
      });
      await expect(history.tallySince(at(6))).resolves.toEqual({
        calls: 1,
        callsBy: new Map(),
        spent: 0,
        unpriced: 1,
      });
    });
  });
}
