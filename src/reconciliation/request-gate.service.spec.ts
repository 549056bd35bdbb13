import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { createEnvironment } from '../config/create-environment.js';
import { RequestBudgetMongoRepository } from './request-budget.mongo.repository.js';
import type { RequestBudgetRepository } from './request-budget.repository.js';
import {
  BUDGET_ID,
  REQUEST_BUDGET_MODEL,
  type RequestBudgetDocument,
  requestBudgetSchema,
} from './request-budget.schema.js';
import { RequestGate } from './request-gate.service.js';
import { RequestBudgetMemoryRepository } from './testing/request-budget.memory.repository.js';

const GAP_MS = 1_000 / 20 / 0.9;
const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '1' });

/** What every RequestBudgetRepository keeps to; `open` answers one that nothing was taken from lately. */
const describeBudget = (name: string, open: () => Promise<RequestBudgetRepository>): void => {
  describe(`${name} keeps the budget`, () => {
    it('of the whole deployment: each request once, evenly spaced, and none far ahead', async () => {
      const budget = await open();
      const asked = { count: 9, gapMs: 100, horizonMs: 1_000 };
      const startedAt = Date.now();
      const taken = await Promise.all([1, 2, 3].map(() => budget.take(asked)));
      const tookMs = Date.now() - startedAt;
      const count = taken.reduce((sum, each) => sum + each.count, 0);
      expect(count).toBeGreaterThanOrEqual(10);
      expect(count).toBeLessThanOrEqual(11 + Math.ceil(tookMs / 100));
      // Told from the moment of each take, and those are as far apart as all of it took.
      for (const each of taken)
        expect(each.firstInMs + (each.count - 1) * 100).toBeLessThanOrEqual(1_000 + tookMs);
    });

    it('gives nothing, and takes nothing back, where all is given away before a nearer horizon', async () => {
      const budget = await open();
      await budget.take({ count: 99, gapMs: 10_000, horizonMs: 100_000 });
      const nearer = { count: 5, gapMs: 1_000, horizonMs: 70_000 };
      for (let n = 0; n < 2; n += 1) {
        const { count, firstInMs } = await budget.take(nearer);
        expect(count).toBe(0);
        expect(firstInMs).toBeGreaterThan(80_000);
      }
    });

    it('begins anew after a pause', async () => {
      const budget = await open();
      await budget.take({ count: 2, gapMs: 1, horizonMs: 1_000 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      const again = await budget.take({ count: 2, gapMs: 1, horizonMs: 1_000 });
      expect(again).toEqual({ count: 2, firstInMs: 0 });
    });
  });
};

describeBudget('RequestBudgetMemoryRepository', async () => new RequestBudgetMemoryRepository());

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const stored = () =>
  database.connection.model<RequestBudgetDocument>(REQUEST_BUDGET_MODEL, requestBudgetSchema);
const openStored = async () => {
  await stored().deleteMany({});
  return new RequestBudgetMongoRepository(stored());
};
describeBudget('RequestBudgetMongoRepository', openStored);

describe('the stored budget', () => {
  it('is not lost where the clock of the database goes back', async () => {
    const budget = await openStored();
    await budget.take({ count: 1, gapMs: 1, horizonMs: 1_000 });
    await stored().updateOne({ _id: BUDGET_ID }, { $set: { next: Date.now() + 3_600_000 } });
    const taken = await budget.take({ count: 3, gapMs: 1, horizonMs: 1_000 });
    expect(taken).toEqual({ count: 3, firstInMs: 0 });
  });
});

describe('requests about calls', () => {
  it('go out evenly, whichever instance sends them', async () => {
    const budget = new RequestBudgetMemoryRepository();
    const gates = [1, 2].map(() => new RequestGate(budget, environment));
    const sent: number[] = [];
    const send = (n: number) =>
      gates[n % 2]!.through(async () => {
        sent.push(Date.now());
        return n;
      });
    const all = Array.from({ length: 24 }, (_, n) => n);
    const startedAt = Date.now();
    await expect(Promise.all(all.map(send))).resolves.toEqual(all);
    sent.sort((a, b) => a - b);
    // Timers are late now and then, and never early by more than a millisecond.
    for (const [n, at] of sent.entries()) expect(at - startedAt).toBeGreaterThanOrEqual(n * GAP_MS - 2);
  });

  it('are taken from the budget together', async () => {
    const budget = new RequestBudgetMemoryRepository();
    const take = jest.spyOn(budget, 'take');
    const gate = new RequestGate(budget, createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '1000' }));
    await Promise.all(Array.from({ length: 50 }, () => gate.through(async () => undefined)));
    expect(take.mock.calls.length).toBeLessThanOrEqual(3);
    const { gapMs } = take.mock.calls[0]![0];
    expect(gapMs).toBeCloseTo(0.25 / 0.9);
  });

  it('are taken by who waits, and by nobody who waited before', async () => {
    const budget = new RequestBudgetMemoryRepository();
    const take = jest.spyOn(budget, 'take');
    const gate = new RequestGate(budget, environment);
    for (let n = 0; n < 2; n += 1) await gate.through(async () => undefined);
    expect(take.mock.calls.map(([{ count }]) => count)).toEqual([1, 1]);
  });

  it('wait for more, without asking again and again, where all are given away', async () => {
    const budget = new RequestBudgetMemoryRepository();
    await budget.take({ count: 99, gapMs: 100, horizonMs: 1_300 });
    const take = jest.spyOn(budget, 'take');
    await new RequestGate(budget, environment).through(async () => undefined);
    expect(take.mock.calls.length).toBeLessThan(10);
  });

  it('fail as they do, and hold up no other', async () => {
    const gate = new RequestGate(new RequestBudgetMemoryRepository(), environment);
    await expect(gate.through(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(gate.through(async () => 1)).resolves.toBe(1);
  });

  it('that were taken and not sent in time are lost', async () => {
    const budget = new RequestBudgetMemoryRepository();
    const gate = new RequestGate(budget, environment);
    const take = jest.spyOn(budget, 'take').mockResolvedValueOnce({ count: 9, firstInMs: -5_000 });
    await gate.through(async () => undefined);
    expect(take).toHaveBeenCalledTimes(2);
  });
});
