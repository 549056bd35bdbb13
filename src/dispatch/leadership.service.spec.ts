import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Permit } from './permit.js';
import type { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { type LeadershipRoom, openLeadershipRoom } from './testing/leadership-room.js';

const HOUR_MS = 3_600_000;

let room: LeadershipRoom;
let confirm: jest.SpiedFunction<DispatcherMemoryRepository['confirm']>;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openLeadershipRoom();
  confirm = jest.spyOn(room.dispatchers, 'confirm');
});

const doesLead = async (afterMs: number): Promise<boolean> => {
  await room.clock.run(afterMs);
  return room.leadership.current !== null;
};
const permit = async (): Promise<Permit> => {
  const asked = room.leadership.permit();
  await room.clock.run(50);
  return (await asked)!;
};

describe('an instance leads', () => {
  it('at once where nobody does', async () => {
    await room.lead();
    expect(room.leadership.current).not.toBeNull();
    expect(room.dispatchers.record.term).toBe(room.leadership.current);
  });

  it.each([0, HOUR_MS, -HOUR_MS])(
    'where the beat stands still for 5 s of its own clock, though the wall clock steps by %p ms',
    async (stepMs) => {
      Object.assign(room.dispatchers.record, { term: 'other', beat: 7 });
      room.follow();
      await room.clock.run(1_000);
      room.clock.step(stepMs);
      await expect(doesLead(4_000)).resolves.toBe(false);
      await expect(doesLead(1_000)).resolves.toBe(true);
    },
  );

  it('not where the beat goes on, nor where another has begun a term', async () => {
    Object.assign(room.dispatchers.record, { term: 'other', beat: 7 });
    room.follow();
    for (let n = 0; n < 30; n += 1) {
      await expect(doesLead(4_000)).resolves.toBe(false);
      if (n % 2 === 0) room.dispatchers.record.beat += 1;
      else room.dispatchers.record.term = `other ${n}`;
    }
  });

  it('alone of two rivals, and the other one follows when it is lost', async () => {
    const rival = room.open();
    const hasEnded = [room.follow(), room.follow(rival)];
    await room.clock.run(0);
    const [first, second] =
      room.leadership.current === null ? [rival, room.leadership] : [room.leadership, rival];
    expect(hasEnded.map((ask) => ask()).filter(Boolean)).toHaveLength(1);
    expect([first.current, second.current]).toEqual([room.dispatchers.record.term, null]);
    await room.clock.run(7_000);
    expect(second.current).toBe(room.dispatchers.record.term);
    const asked = first.permit();
    await room.clock.run(50);
    await expect(asked).resolves.toBeNull();
    expect(first.current).toBeNull();
  });
});

describe('a permit', () => {
  beforeEach(() => room.lead());

  it('is shared by who asks before it is sent, and by nobody after', async () => {
    let answer: () => void = () => undefined;
    confirm.mockImplementationOnce(async (term) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return room.dispatchers.confirm(term);
    });
    const first = [room.leadership.permit(), room.leadership.permit()];
    await room.clock.run(10);
    const late = [room.leadership.permit(), room.leadership.permit()];
    await room.clock.run(100);
    expect(confirm).toHaveBeenCalledTimes(1);
    answer();
    await room.clock.run(50);
    const [a, b, c, d] = await Promise.all([...first, ...late]);
    expect([b, d]).toEqual([a, c]);
    expect(c!.monotonic).toBeGreaterThan(a!.monotonic + 10);
    expect(c!.record.beat).toBe(a!.record.beat + 1);
  });

  it('is fresh for a second from when it was asked for', async () => {
    confirm.mockImplementationOnce(async () => {
      await room.clock.sleep(600);
      return { ...room.dispatchers.record };
    });
    const asked = room.leadership.permit();
    await room.clock.run(600);
    const given = (await asked)!;
    room.clock.pass(399);
    expect(room.leadership.isFresh(given)).toBe(true);
    room.clock.pass(1);
    expect(room.leadership.isFresh(given)).toBe(false);
  });

  it.each([
    ['the clock that does not step', 0, 1],
    ['the wall clock', 1, -1],
  ])('is fresh no longer than that where %s stands still', async (_clock, passes, steps) => {
    const given = await permit();
    room.clock.pass(949 * passes);
    room.clock.step(949 * steps);
    expect(room.leadership.isFresh(given)).toBe(true);
    room.clock.pass(passes);
    room.clock.step(steps);
    expect(room.leadership.isFresh(given)).toBe(false);
  });

  it('is none where the term was taken, and it leads no more', async () => {
    room.dispatchers.record.term = 'other';
    await expect(permit()).resolves.toBeNull();
    expect([room.leadership.current, room.leadership.isConfirmed()]).toEqual([null, false]);
  });

  it('is none while the database gives no answer, and it leads on', async () => {
    confirm.mockRejectedValueOnce(new Error('The database is away'));
    await expect(permit()).resolves.toBeNull();
    expect(room.leadership.isConfirmed()).toBe(true);
    await expect(permit()).resolves.not.toBeNull();
  });
});
