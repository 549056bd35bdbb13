import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CallsRepository } from '../model/calls.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { someCall, someSid } from './call.factory.js';
import { changing } from './changing.js';

type Open = () => Promise<{ calls: CallsRepository; changes: CallChangesRepository }>;

/** What every CallsRepository keeps to; `open` answers one that may hold other calls. */
export function describeCallsRepository(name: string, open: Open): void {
  describe(`${name} keeps calls`, () => {
    describeReading(open);
  });
}

function describeReading(open: Open): void {
  it('answers a call as it was given, by its id', async () => {
    const { calls, changes } = await open();
    const { insert } = changing(changes);
    const call = someCall({ text: 'Hello.' });
    await insert(call);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
    await expect(calls.findNamed(call.id)).resolves.toStrictEqual(call);
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual({
      ...call,
      attempts: [{ ...call.attempts[0]!, events: [] }],
      steps: [],
    });
  });

  it('refuses a second call with the same id, and keeps the first', async () => {
    const { calls, changes } = await open();
    const { insert } = changing(changes);
    const call = someCall({ text: 'Hello.' });
    await insert(call);
    await expect(insert({ ...call, to: '+14155550124' })).rejects.toThrow(/already|duplicate/);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
  });

  it('answers null for an unknown id or SID', async () => {
    const { calls } = await open();
    await expect(calls.findById(randomUUID())).resolves.toBeNull();
    await expect(calls.findWithEvents(someSid())).resolves.toBeNull();
    await expect(calls.existsBySid(someSid())).resolves.toBe(false);
  });
}
