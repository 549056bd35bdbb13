import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import { anyEvent, someCall } from '../calls/testing/call.factory.js';
import { CallChangesMemoryRepository } from '../calls/testing/call-changes.memory.repository.js';
import { CallsMemoryRepository } from '../calls/testing/calls.memory.repository.js';
import { UncountedCallsMemoryRepository } from '../calls/testing/uncounted-calls.memory.repository.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { someRating } from '../feedback/testing/feedback.factory.js';
import { FeedbackMemoryRepository } from '../feedback/testing/feedback.memory.repository.js';
import { CheckService } from './check.service.js';
import { CountingService } from './counting.service.js';
import { RebuildService } from './rebuild.service.js';
import { AnalyticsMemoryRepository } from './testing/analytics.memory.repository.js';

const MADE = new Date('2026-01-01T00:10:00Z').getTime();
const CALLS = 4;

/** Kills whoever works, before or after the n-th write from now on; every write lets others go first. */
class Killer {
  left = Infinity;

  guard<T extends object>(target: T, writes: string[]): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        const method = value.bind(object) as (...given: unknown[]) => Promise<unknown>;
        return writes.includes(String(name))
          ? (...given: unknown[]) => this.write(() => method(...given))
          : method;
      },
    });
  }

  private async write(write: () => Promise<unknown>): Promise<unknown> {
    await Promise.resolve();
    this.die();
    const result = await write();
    this.die();
    return result;
  }

  private die(): void {
    this.left -= 1;
    if (this.left === 0) throw new Error('killed');
  }
}

const openRoom = async () => {
  const calls = new CallsMemoryRepository();
  const made = Array.from({ length: CALLS }, (_, i) => someCall({}, new Date(MADE + i * 400_000)));
  for (const call of made) await calls.insert(call);
  const feedback = new FeedbackService(new FeedbackMemoryRepository());
  const killer = new Killer();
  const uncounted = new UncountedCallsService(
    killer.guard(new UncountedCallsMemoryRepository(calls), ['settle']),
  );
  const analytics = killer.guard(new AnalyticsMemoryRepository(), ['put', 'sumUp', 'begin', 'switchTo']);
  const counting = new CountingService(uncounted, feedback, analytics);
  return {
    killer,
    made,
    feedback,
    counting,
    changes: new CallChangesMemoryRepository(calls, () => new Date()),
    rebuild: new RebuildService(uncounted, counting, analytics),
    check: new CheckService(uncounted, feedback, counting, analytics),
    calls,
  };
};

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('told' as const), of: fc.nat(CALLS - 1), event: anyEvent }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rated' as const),
      of: fc.nat(CALLS - 1),
      points: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('count' as const), dies: fc.integer({ min: 1, max: 14 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rebuild' as const), dies: fc.integer({ min: 1, max: 40 }) }),
  },
);

it('agrees with a recount after any history, whoever is killed where, and however many count at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const room = await openRoom();
      const { killer, made, changes, counting } = room;
      const running: Promise<unknown>[] = [];
      for (const each of steps) {
        if (each.kind === 'count' || each.kind === 'rebuild') {
          killer.left = each.dies;
          const work = each.kind === 'count' ? counting.catchUp() : room.rebuild.rebuild();
          running.push(work.catch(() => undefined));
          // Some go on while the next things happen.
          if (each.dies % 2 === 0) await running.at(-1);
        } else {
          const callId = made[each.of]?.id ?? '';
          if (each.kind === 'told') {
            const ref = { callId, n: 1, sid: `CA${callId}` };
            await changes.store({
              kind: 'told',
              ref,
              event: each.event,
              check: { urgency: 0, at: new Date() },
            });
          } else {
            await room.feedback.save(callId, { ...someRating, callQuality: each.points });
            await changes.store({ kind: 'rated', callId, at: new Date() });
          }
        }
      }
      await Promise.all(running);
      killer.left = Infinity;
      expect(await room.check.check()).toEqual({ calls: CALLS, differences: [] });
      for (const { id } of made)
        expect(room.calls.results.get(id)).toContain(
          `dialled/${Math.floor((made.find((call) => call.id === id)?.createdAt.getTime() ?? 0) / 900_000)}`,
        );
    }),
    { numRuns: 150 },
  );
}, 30_000);
