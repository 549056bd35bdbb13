import { describe, expect, it } from '@jest/globals';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { type Call, newQueuedCall } from '../model/call.js';
import type { CallsRepository } from '../model/calls.repository.js';

const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
const until = (ms: number): Call =>
  newQueuedCall(request, { dueAt: new Date(), why: 'pace' }, { storeBy: new Date(Date.now() + ms) });

/** What every CallChangesRepository keeps to where a call is asked for. */
export function describeRequestedCalls(
  name: string,
  open: () => Promise<{ calls: CallsRepository; changes: CallChangesRepository }>,
): void {
  describe(`${name} stores new calls`, () => {
    it('and notes when, where that is to be in time; it fails where that was not', async () => {
      const { calls, changes } = await open();
      const store = (call: Call) => changes.store({ kind: 'requested', call });
      const [early, late] = [until(60_000), until(-60_000)];
      await expect(store(early)).resolves.toEqual({ outcome: 'applied', callId: early.id });
      await expect(store(late)).rejects.toThrow('The database is not available');
      for (const { id, ...call } of [early, late]) {
        const stored = (await calls.findWithEvents(id))!;
        expect(stored).toMatchObject({ ...call, version: 1 });
        expect(Math.abs(stored.storedAt!.getTime() - Date.now())).toBeLessThan(30_000);
      }
      await expect(store(early)).rejects.toThrow(early.id);
      expect((await calls.findById(early.id))!.version).toBe(1);
    });
  });
}
