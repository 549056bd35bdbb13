import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../common/testing/fake-clock.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { DELETION_MS } from './hold.js';
import { HoldsService } from './holds.service.js';
import { HoldsMemoryRepository } from './testing/holds.memory.repository.js';

let repository: HoldsMemoryRepository;
let clock: FakeClock;
let holds: HoldsService;

beforeEach(() => {
  repository = new HoldsMemoryRepository();
  clock = new FakeClock();
  holds = new HoldsService(repository, new PlanClock(clock));
});

describe('a hold', () => {
  it('is there from the first time that it is put until it is lifted', async () => {
    const since = new Date(clock.wall());
    await expect(holds.put('a', 'One.')).resolves.toEqual({ callId: 'a', reason: 'One.', since });
    clock.pass(1_000);
    await holds.put('a', 'Two.');
    await expect(holds.get('a')).resolves.toEqual({ callId: 'a', reason: 'Two.', since });
    await expect(holds.heldAmong(['b', 'a', 'a'])).resolves.toEqual(new Set(['a']));
    await holds.lift('a');
    await expect(holds.get('a')).rejects.toMatchObject({ code: 'call_not_on_hold', kind: 'not-found' });
    await expect(holds.heldAmong(['a'])).resolves.toEqual(new Set());
  });

  it('is too late where an erasure has begun, which begins with no call on hold', async () => {
    await holds.put('a', 'One.');
    await expect(holds.claimForErasure(['a', 'b'], 'erasure')).resolves.toEqual(new Set(['a']));
    await expect(holds.put('b', 'Late.')).resolves.toBeNull();
    await expect(holds.put('a', 'Again.')).resolves.toMatchObject({ reason: 'Again.' });
  });
});

describe('what is deleted', () => {
  const refused = { code: 'call_being_deleted', kind: 'conflict' };

  it('is of no call on hold, and while it goes on none is put on its calls', async () => {
    await holds.put('a', 'One.');
    const begin = jest.spyOn(repository, 'beginDeletion');
    const end = jest.spyOn(repository, 'endDeletion');
    const done = holds.whileDeleting(['b', 'a', 'b'], async (held) => {
      expect(held).toEqual(new Set(['a']));
      await expect(holds.put('b', 'Late.')).rejects.toMatchObject(refused);
      await expect(holds.put('c', 'Another.')).resolves.toMatchObject({ callId: 'c' });
      return 'done';
    });
    await expect(done).resolves.toBe('done');
    const [callIds, { by }] = begin.mock.calls[0]!;
    expect(callIds).toEqual(['b', 'a']);
    expect(end.mock.calls).toEqual([[['b'], by]]);
    await expect(holds.put('b', 'After.')).resolves.toMatchObject({ callId: 'b' });
  });

  it('is over when it has failed, too, and where its end cannot be noted it is by itself', async () => {
    const failing = holds.whileDeletingOf('a', () => Promise.reject(new Error('away')));
    await expect(failing).rejects.toThrow('away');
    await expect(holds.put('a', 'One.')).resolves.not.toBeNull();
    jest.spyOn(repository, 'endDeletion').mockRejectedValue(new Error('away'));
    await expect(holds.whileDeletingOf('b', async () => 'done')).resolves.toBe('done');
    clock.pass(DELETION_MS - 1);
    await expect(holds.put('b', 'Early.')).rejects.toMatchObject(refused);
    clock.pass(1);
    await expect(holds.put('b', 'One.')).resolves.not.toBeNull();
  });

  it('does not go on for long where the clock of whoever began it was far ahead', async () => {
    const now = clock.wall();
    const deleting = (id: string, aheadMs: number) =>
      repository.beginDeletion([id], { by: 'ahead', until: new Date(now + aheadMs) });
    await deleting('a', 2 * DELETION_MS);
    await deleting('b', 2 * DELETION_MS + 1);
    await expect(holds.put('a', 'One.')).rejects.toMatchObject(refused);
    await expect(holds.put('b', 'One.')).resolves.not.toBeNull();
  });

  it('is refused for the one call that is on hold, before anything is deleted', async () => {
    await holds.put('a', 'One.');
    const work = jest.fn(async () => undefined);
    const failure = { code: 'call_on_hold', kind: 'conflict' };
    await expect(holds.whileDeletingOf('a', work)).rejects.toMatchObject(failure);
    expect(work).not.toHaveBeenCalled();
  });
});
