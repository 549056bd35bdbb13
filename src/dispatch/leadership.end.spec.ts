import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { type LeadershipRoom, openLeadershipRoom } from './testing/leadership-room.js';

let room: LeadershipRoom;
let confirm: jest.SpiedFunction<DispatcherMemoryRepository['confirm']>;

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = openLeadershipRoom();
  confirm = jest.spyOn(room.dispatchers, 'confirm');
  await room.lead();
});

const confirmed = async (): Promise<void> => {
  const asked = room.leadership.permit();
  await room.clock.run(50);
  await asked;
};
/** Another instance is seen, and the leader hears so. */
const seeAnother = async (): Promise<void> => {
  await room.dispatchers.look(true);
  await confirmed();
};
const leadAgain = async (): Promise<number> => {
  const from = room.clock.monotonic();
  const hasEnded = room.follow();
  while (!hasEnded()) await room.clock.run(100);
  return room.clock.monotonic() - from;
};

/** Others lead for a moment, again and again. */
const leadInTurns = (): AbortController => {
  const end = new AbortController();
  const go = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await room.clock.sleep(1_000, end.signal);
      if (room.leadership.current === null) room.dispatchers.record.beat += 2;
    }
  };
  void go();
  return end;
};

describe('who leads', () => {
  it('steps down when it was not confirmed for 4.5 s, whatever comes late', async () => {
    let answer: () => void = () => undefined;
    confirm.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return room.dispatchers.find();
    });
    const asked = room.leadership.permit();
    await room.clock.run(4_500);
    expect(room.leadership.isConfirmed()).toBe(true);
    room.clock.pass(1);
    expect([room.leadership.isConfirmed(), room.leadership.current]).toEqual([false, null]);
    answer();
    await expect(asked).resolves.toBeNull();
    expect(room.leadership.isConfirmed()).toBe(false);
  });

  it('leads again at once where the database was away, and nobody else has led since', async () => {
    confirm.mockRejectedValue(new Error('The database is away'));
    await room.clock.run(4_501);
    expect(room.leadership.isConfirmed()).toBe(false);
    confirm.mockRestore();
    expect(await leadAgain()).toBeLessThanOrEqual(100);
    expect(room.leadership.isConfirmed()).toBe(true);
  });

  it('leads again at once where it took a term and did not hear so', async () => {
    await room.leadership.release();
    const { take } = room.dispatchers;
    jest.spyOn(room.dispatchers, 'take').mockImplementationOnce(async (...asked) => {
      await take.apply(room.dispatchers, asked);
      throw new Error('no answer');
    });
    const failing = room.leadership.follow(new AbortController().signal, () => undefined);
    await expect(failing).rejects.toThrow('no answer');
    expect(await leadAgain()).toBeLessThanOrEqual(100);
  });

  it('frees the term when it is to end, and no term of another', async () => {
    await room.leadership.release();
    expect([room.leadership.current, room.dispatchers.record.term]).toEqual([null, null]);
    const release = jest.spyOn(room.dispatchers, 'release');
    await room.leadership.release();
    expect(release).not.toHaveBeenCalled();
  });
});

describe('who steps aside', () => {
  it('is nobody who is alone, or was for a minute', async () => {
    expect(room.leadership.stepAside()).toBe(false);
    await seeAnother();
    room.clock.pass(60_001);
    await confirmed();
    expect(room.leadership.stepAside()).toBe(false);
    expect(room.leadership.isConfirmed()).toBe(true);
  });

  it('leads no more, and does not do so twice in a minute', async () => {
    await seeAnother();
    expect([room.leadership.stepAside(), room.leadership.isConfirmed()]).toEqual([true, false]);
    await room.leadership.release();
    await leadAgain();
    await seeAnother();
    expect([room.leadership.stepAside(), room.leadership.isConfirmed()]).toEqual([false, true]);
    await room.clock.run(60_000);
    await seeAnother();
    expect(room.leadership.stepAside()).toBe(true);
  });

  it('leads again where the free term stands still for 5 s', async () => {
    await seeAnother();
    room.leadership.stepAside();
    await room.leadership.release();
    const ms = await leadAgain();
    expect(ms).toBeGreaterThan(5_000);
    expect(ms).toBeLessThan(6_100);
  });

  it('leaves a free term that others take and free to them for a minute', async () => {
    await seeAnother();
    room.leadership.stepAside();
    await room.leadership.release();
    const others = leadInTurns();
    const ms = await leadAgain();
    others.abort();
    expect(ms).toBeGreaterThanOrEqual(60_000);
    expect(ms).toBeLessThan(63_000);
  });
});

describe('while it leads, it is confirmed', () => {
  let isStuck = false;
  const confirmedIn = async (ms: number): Promise<number> => {
    confirm.mockClear();
    const end = new AbortController();
    const staying = room.leadership.stayConfirmed(end.signal, () => isStuck);
    await room.clock.run(ms);
    const count = confirm.mock.calls.length;
    end.abort();
    await staying;
    return count;
  };

  it('each 2.5 s, and each second during a pause', async () => {
    await expect(confirmedIn(2_499)).resolves.toBe(0);
    await expect(confirmedIn(10_001)).resolves.toBe(5);
    await room.dispatchers.setPaused(true);
    await confirmedIn(2_500);
    await expect(confirmedIn(10_000)).resolves.toBe(10);
  });

  it('but not while it is stuck', async () => {
    isStuck = true;
    await expect(confirmedIn(10_000)).resolves.toBe(0);
    isStuck = false;
    await expect(confirmedIn(10_000)).resolves.toBe(5);
  });

  it('again soon after it failed', async () => {
    confirm.mockRejectedValueOnce(new Error('The database is away'));
    const { confirmedAt } = room.leadership;
    const end = new AbortController();
    void room.leadership.stayConfirmed(end.signal, () => isStuck);
    await room.clock.run(2_799);
    expect(room.leadership.confirmedAt).toBe(confirmedAt);
    await room.clock.run(1);
    expect(room.leadership.confirmedAt).toBe(confirmedAt + 2_800);
    end.abort();
  });
});
