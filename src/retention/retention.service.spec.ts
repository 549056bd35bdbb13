import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { HoldsService } from './holds.service.js';
import type { Retained } from './retained.js';
import { RetentionService } from './retention.service.js';
import { HoldsMemoryRepository } from './testing/holds.memory.repository.js';
import { LeasesMemoryRepository } from './testing/leases.memory.repository.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 0, 31);

let things: (Retained & { at: Date })[];
let holds: HoldsService;
let leases: LeasesMemoryRepository;
let service: RetentionService;
const remove = jest.fn(async (id: string) => {
  things = things.filter((each) => each.id !== id);
  return true;
});
const another = (): RetentionService =>
  new RetentionService(holds, leases, Object.assign(new Clock(), { wall: () => NOW }));
const things30 = {
  what: 'things',
  find: async (before: Date, skip: number, limit: number) =>
    things.filter(({ at }) => at < before).slice(skip, skip + limit),
  remove,
};

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  remove.mockClear();
  holds = new HoldsService(new HoldsMemoryRepository(), new Clock());
  leases = new LeasesMemoryRepository();
  service = another();
  const daysAgo = (n: number): Date => new Date(NOW - n * DAY_MS);
  things = Array.from({ length: 250 }, (_, n) => ({ id: `${n}`, callId: `call ${n}`, at: daysAgo(31) }));
  things.push({ id: 'young', at: daysAgo(29) });
});

describe('what is older than it is kept', () => {
  it('is deleted, and nothing else, nor of a call on hold until that is lifted', async () => {
    service.retain({ ...things30, days: 30 });
    await holds.put('call 3', 'Case 1.');
    await holds.put('call 200', 'Case 1.');
    await service.removeOld();
    expect(things.map(({ id }) => id)).toEqual(['3', '200', 'young']);
    await holds.lift('call 3');
    await service.removeOld();
    expect(things.map(({ id }) => id)).toEqual(['200', 'young']);
  });

  it('is left where it cannot be deleted, and no other for it', async () => {
    service.retain({ ...things30, days: 30 });
    remove.mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce(false);
    await service.removeOld();
    expect(things.map(({ id }) => id)).toEqual(['0', '1', 'young']);
  });

  it('is nothing where all is kept for ever', async () => {
    service.retain({ ...things30, days: 0 });
    expect(service.isNeeded).toBe(false);
  });

  it('is deleted by one instance at a time, also after one that failed', async () => {
    const other = another();
    for (const each of [service, other]) each.retain({ ...things30, days: 30 });
    await Promise.all([service.removeOld(), other.removeOld()]);
    expect(remove).toHaveBeenCalledTimes(250);
    const failing = another();
    failing.retain({ ...things30, days: 30, find: () => Promise.reject(new Error('away')) });
    await expect(failing.removeOld()).rejects.toThrow('away');
    await expect(leases.take('retention', new Date(NOW), new Date(NOW + 1))).resolves.toBe(true);
  });

  it('ends in between when Atlas does, and says when there is more than one pass takes', async () => {
    service.retain({ ...things30, days: 30 });
    const stopping = new AbortController();
    remove.mockImplementationOnce(async () => {
      stopping.abort();
      return true;
    });
    await service.removeOld(stopping.signal);
    expect(remove).toHaveBeenCalledTimes(1);
    things = Array.from({ length: 2_100 }, (_, n) => ({ id: `${n}`, at: new Date(0) }));
    await expect(service.removeOld()).resolves.toBe(true);
    await expect(service.removeOld()).resolves.toBe(false);
    expect(things).toEqual([]);
  });
});
