import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../common/testing/fake-clock.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { HoldsService } from './holds.service.js';
import { oneByOne, type Retained } from './retained.js';
import { RetentionService } from './retention.service.js';
import { HoldsMemoryRepository } from './testing/holds.memory.repository.js';
import { LeasesMemoryRepository } from './testing/leases.memory.repository.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 0, 31);

type Thing = Retained & { at: Date };

let things: Thing[];
let clock: FakeClock;
let databaseStepMs: number;
let repository: HoldsMemoryRepository;
let holds: HoldsService;
let leases: LeasesMemoryRepository;
let service: RetentionService;
const remove = jest.fn(async (id: string) => {
  things = things.filter((each) => each.id !== id);
  return true;
});
const another = (): RetentionService => new RetentionService(holds, leases, clock, new PlanClock(clock));
const things30 = {
  ...{ what: 'things', days: 30 },
  find: async (before: Date, skip: number, limit: number) =>
    things.filter(({ at }) => at < before).slice(skip, skip + limit),
  ...oneByOne(remove),
};
const daysAgo = (n: number): Date => new Date(NOW - n * DAY_MS);
const left = (): string[] => things.map(({ id }) => id);
const theirLease = (): Promise<boolean> => leases.take('retention', new Date(NOW), new Date(NOW + 1));

beforeEach(() => {
  for (const level of ['log', 'warn'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  remove.mockClear();
  clock = new FakeClock(NOW);
  databaseStepMs = 0;
  repository = new HoldsMemoryRepository();
  holds = new HoldsService(repository, new PlanClock(clock));
  leases = new LeasesMemoryRepository(() => NOW + clock.monotonic() + databaseStepMs);
  service = another();
  things = Array.from({ length: 250 }, (_, n) => ({ id: `${n}`, callId: `call ${n}`, at: daysAgo(31) }));
  things.push({ id: 'young', at: daysAgo(29) });
});

describe('what is older than it is kept', () => {
  it('is deleted, and nothing else, nor of a call on hold until that is lifted', async () => {
    service.retain(things30);
    await holds.put('call 3', 'Case 1.');
    await holds.put('call 200', 'Case 1.');
    await service.removeOld();
    expect(left()).toEqual(['3', '200', 'young']);
    await holds.lift('call 3');
    await service.removeOld();
    expect(left()).toEqual(['200', 'young']);
  });

  it('is of no call or of one, and holds are asked for once for many', async () => {
    const begin = jest.spyOn(repository, 'beginDeletion');
    service.retain(things30);
    expect(service.isNeeded).toBe(true);
    things = Array.from({ length: 5 }, (_, n) => ({ id: `${n}`, callId: `call ${n}`, at: daysAgo(31) }));
    things.push({ id: 'alone', at: daysAgo(31) });
    for (const n of [0, 1, 2, 3]) await holds.put(`call ${n}`, 'Case 1.');
    await service.removeOld();
    expect(left()).toEqual(['0', '1', '2', '3']);
    expect(begin.mock.calls.map(([ids]) => ids)).toEqual([['call 4'], []]);
  });

  it('deletes nothing where each that was free is put on hold meanwhile', async () => {
    const removeMany = jest.fn(async (ids: string[]) => ids.length);
    service.retain({ ...things30, atOnce: 9, remove: removeMany });
    things.length = 1;
    jest.spyOn(repository, 'beginDeletion').mockImplementation(async (ids) => ids);
    await expect(service.removeOld()).resolves.toBe(false);
    expect(removeMany).not.toHaveBeenCalled();
  });

  it('is told of in the log where there was any', async () => {
    const log = jest.mocked(Logger.prototype.log);
    log.mockClear();
    service.retain(things30);
    await service.removeOld();
    await service.removeOld();
    expect(log.mock.calls).toEqual([['250 things were older than they are kept']]);
  });

  it('is deleted together where that is possible, but for the calls on hold among them', async () => {
    const sizes: number[] = [];
    const removeMany = async (ids: string[]): Promise<number> => {
      sizes.push(ids.length);
      things = things.filter(({ id }) => !ids.includes(id));
      return ids.length;
    };
    service.retain({ ...things30, atOnce: 120, remove: removeMany });
    for (const n of [0, 1, 130]) await holds.put(`call ${n}`, 'Case 1.');
    await service.removeOld();
    expect(left()).toEqual(['0', '1', '130', 'young']);
    expect(sizes).toEqual([118, 119, 10]);
  });

  it('is of no call that is put on hold meanwhile, or that call is not put on hold', async () => {
    things.length = 2;
    const late: unknown[] = [];
    remove.mockImplementationOnce(async (id) => {
      late.push(await holds.put('call 0', 'Case 1.').catch((error: Error) => error.message));
      await holds.put('call 1', 'Case 1.');
      things = things.filter((each) => each.id !== id);
      return true;
    });
    service.retain(things30);
    await service.removeOld();
    expect(left()).toEqual(['1']);
    expect(late).toEqual([expect.stringContaining('is being deleted')]);
    await expect(holds.put('call 0', 'Case 1.')).resolves.toMatchObject({ callId: 'call 0' });
  });

  it('is left where it cannot be deleted, and no other for it', async () => {
    service.retain(things30);
    remove.mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce(false);
    await service.removeOld();
    expect(left()).toEqual(['0', '1', 'young']);
    expect(Logger.prototype.warn).toHaveBeenCalledWith(
      'Some of the things could not be deleted yet: Error: away',
    );
  });

  it('is nothing where all is kept for ever', async () => {
    service.retain({ ...things30, days: 0 });
    expect(service.isNeeded).toBe(false);
  });

  it('is deleted by one instance at a time, also after one that failed', async () => {
    const other = another();
    for (const each of [service, other]) each.retain(things30);
    await Promise.all([service.removeOld(), other.removeOld()]);
    expect(remove).toHaveBeenCalledTimes(250);
    const failing = another();
    failing.retain({ ...things30, find: () => Promise.reject(new Error('away')) });
    failing.retain(things30);
    things.push({ id: 'old', at: daysAgo(31) });
    await expect(failing.removeOld()).rejects.toThrow('away');
    expect(left()).toEqual(['young']);
    await expect(theirLease()).resolves.toBe(true);
  });

  it.each(['host', 'database'])(
    'is not what is young by the clock of the %s alone, which steps',
    async (which) => {
      service.retain(things30);
      await service.removeOld();
      expect(left()).toEqual(['young']);
      if (which === 'host') clock.step(400 * DAY_MS);
      else databaseStepMs = 400 * DAY_MS;
      await service.removeOld();
      expect(left()).toEqual(['young']);
    },
  );

  it('is not what is young by a host whose clock was wrong from the beginning', async () => {
    clock.step(400 * DAY_MS);
    service.retain(things30);
    await service.removeOld();
    expect(left()).toEqual(['young']);
  });
});

describe('a pass', () => {
  /** Each takes so long, as with a Twilio that hangs. */
  const slowly = (ms: number, isDone = true) =>
    oneByOne(async (id) => {
      clock.pass(ms);
      return isDone && remove(id);
    });

  it('ends in between when Atlas does', async () => {
    service.retain(things30);
    const stopping = new AbortController();
    remove.mockImplementationOnce(async () => {
      stopping.abort();
      return true;
    });
    await service.removeOld(stopping.signal);
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it('says when there is more than it had time for, and comes to the end in some', async () => {
    service.retain({ ...things30, ...slowly(2_000) });
    await expect(service.removeOld()).resolves.toBe(true);
    expect(things.length).toBeGreaterThan(1);
    await expect(service.removeOld()).resolves.toBe(false);
    expect(left()).toEqual(['young']);
  });

  it('does not follow at once where nothing could be deleted', async () => {
    service.retain({ ...things30, ...slowly(10_000, false) });
    await expect(service.removeOld()).resolves.toBe(false);
  });

  it('has time for each sort, also where one has more than it can do, and gives its lease back in time', async () => {
    const others: string[] = [];
    service.retain({ ...things30, ...slowly(MINUTE_MS, false) });
    for (const what of ['a', 'b', 'c'])
      service.retain({
        ...{ what, days: 30 },
        find: async () => (others.push(what), []),
        ...oneByOne(async () => true),
      });
    await service.removeOld();
    expect(others).toEqual(['a', 'b', 'c']);
    expect(clock.monotonic()).toBeLessThan(10 * MINUTE_MS);
  });

  it('begins with another sort each time', async () => {
    const begun: string[] = [];
    for (const what of ['a', 'b', 'c'])
      service.retain({ ...things30, what, find: async () => (begun.push(what), []) });
    for (let n = 0; n < 2; n += 1) await service.removeOld();
    expect(begun.join('')).toBe('abcbca');
  });
});
