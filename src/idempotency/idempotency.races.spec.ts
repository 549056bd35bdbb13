import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { DomainError } from '../common/domain-error.js';
import { FlightLease } from './flight-lease.js';
import { IdempotencyService } from './idempotency.service.js';
import { IdempotencyMemoryRepository } from './testing/idempotency.memory.repository.js';
import { DialledThings, type Fate } from './testing/made-once.js';

const fates: Fate[] = [
  'accepted',
  'refused',
  'refused for now',
  'unsent',
  'fails before it stores',
  'is refused before it stores',
  'fails after it stored',
  'fails after it dialled',
  'killed before it stores',
  'killed after it stored',
  'killed after it dialled',
];
const request = { key: 'key-1', caller: 'everyone', route: 'POST /things', markReplayed: () => undefined };
/** Over before it begins: every request that meets another takes its flight over. */
const noLease = Object.assign(new FlightLease(0), { hold: () => async () => undefined });

/** Keys whose every access is a step of its own. */
const steppedKeys = (step: () => Promise<void>): IdempotencyMemoryRepository => {
  const keys = new IdempotencyMemoryRepository();
  return new Proxy(keys, {
    get: (_, name: keyof IdempotencyMemoryRepository) => {
      const method = keys[name].bind(keys) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        await step();
        return method(...args);
      };
    },
  });
};

describe('requests with one key, in any order of their steps, any of them killed or failing at any step', () => {
  it('dial an id once, and another one only when the one before was surely not dialled', async () => {
    Logger.overrideLogger(false);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...fates), { minLength: 2, maxLength: 6 }),
        async (scheduler, given) => {
          const step = (): Promise<void> => scheduler.schedule(Promise.resolve());
          const things = new DialledThings(step);
          const service = new IdempotencyService(steppedKeys(step), noLease);
          const answers: unknown[] = [];
          const unexpected: unknown[] = [];
          const ask = (fate: Fate): Promise<unknown> =>
            service.once(request, {}, things.work(fate)).then(
              ({ id }) => answers.push(id),
              (error: unknown) => error instanceof DomainError || unexpected.push(error),
            );
          for (const fate of given) void ask(fate);
          await scheduler.waitIdle();
          void ask('accepted');
          await scheduler.waitIdle();

          expect(new Set(things.dialled).size).toBe(things.dialled.length);
          const perhapsDialled = things.dialled.filter(
            (id) => !['unsent', 'refused for now'].includes(things.stored.get(id) ?? ''),
          );
          expect(perhapsDialled.length).toBeLessThanOrEqual(1);
          for (const id of answers) expect([...things.stored.keys()]).toContain(id);
          for (const error of unexpected) expect(String(error)).toMatch(/it fails before it stores/);
        },
      ),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
