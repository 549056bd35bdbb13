import { describe, expect, it } from '@jest/globals';
import type { Breaker } from '../breaker.js';
import { type Grant, LEADS_MS, type SlotRequest } from '../pace.js';
import type { PaceRepository } from '../pace.repository.js';

const asked = (request: Partial<SlotRequest> = {}): SlotRequest => ({
  instance: 'one',
  count: 1,
  gapMs: 10.25,
  leadMs: 0,
  horizonMs: 60_000,
  servedTurn: 0,
  ...request,
});

const tripped = (openUntil: Date, version = 1): Breaker => ({
  recent: [],
  openMs: 30_000,
  openUntil,
  probing: false,
  version,
});

const slotsOf = ({ first, granted }: Grant, gapMs: number): number[] =>
  Array.from({ length: granted }, (_, i) => first + i * gapMs);

/** What every PaceRepository keeps to; `open` answers a new one on the same, emptied store. */
export function describePaceRepository(name: string, open: () => Promise<PaceRepository>): void {
  describe(`${name} keeps the pace`, () => {
    describeSlots(open);
    describeRoom(open);
    describeControls(open);
  });
}

function describeSlots(open: () => Promise<PaceRepository>): void {
  it('begins now, and goes on where it stopped, to the fraction of a millisecond', async () => {
    const paces = await open();
    const gapMs = 1_000.125;
    const first = await paces.reserve(asked({ count: 3, gapMs }));
    expect(first.granted).toBe(3);
    expect(first.first).toBe(first.now.getTime());
    const second = await paces.reserve(asked({ count: 2, gapMs }));
    expect(second.first).toBe(first.first + 3 * gapMs);
    expect(second.pace.next).toBe(first.first + 5 * gapMs);
  });

  it('makes one record, however many make it at once', async () => {
    const paces = await open();
    await paces.reserve(asked({ count: 3 }));
    await Promise.all(Array.from({ length: 10 }, () => paces.open()));
    await expect(paces.find()).resolves.toMatchObject({ current: 0, breaker: { version: 0 } });
    expect((await paces.find()).next).toBeGreaterThan(0);
  });

  it('gives no slot beyond the horizon, and as many as there are before it', async () => {
    const paces = await open();
    const some = await paces.reserve(asked({ count: 100, gapMs: 100, horizonMs: 450 }));
    expect(some.granted).toBe(5);
    await expect(paces.reserve(asked({ gapMs: 100, horizonMs: 0 }))).resolves.toMatchObject({ granted: 0 });
    expect((await paces.find()).next).toBe(some.first + 500);
  });

  it('gives no slot before the lead, and no later one for it', async () => {
    const paces = await open();
    const first = await paces.reserve(asked({ gapMs: 1_000, leadMs: 200 }));
    expect(first.first).toBe(first.now.getTime() + 200);
    expect((await paces.reserve(asked({ leadMs: 10 }))).first).toBe(first.first + 1_000);
  });

  it('never goes back with the turn that is served', async () => {
    const paces = await open();
    await paces.reserve(asked({ servedTurn: 7 }));
    await paces.reserve(asked({ servedTurn: 5 }));
    expect((await paces.find()).current).toBe(7);
  });

  it('has one leader, until it takes no slot for a while', async () => {
    const paces = await open();
    const leaders = await Promise.all(
      ['one', 'two', 'three', 'one'].map(async (instance) => {
        const { pace } = await paces.reserve(asked({ instance }));
        return pace.leader?.id;
      }),
    );
    expect(new Set(leaders).size).toBe(1);
    const { now, pace } = await paces.reserve(asked({ instance: leaders[0] ?? '' }));
    expect((pace.leader?.until.getTime() ?? 0) - now.getTime()).toBe(LEADS_MS);
    await new Promise((done) => setTimeout(done, LEADS_MS + 50));
    await expect(paces.reserve(asked({ instance: 'four' }))).resolves.toMatchObject({
      pace: { leader: { id: 'four' } },
    });
  }, 10_000);

  it('gives sixty who ask at once sixty slots, evenly spaced', async () => {
    const paces = await open();
    const gapMs = 50;
    const grants = await Promise.all(
      Array.from({ length: 60 }, (_, i) => paces.reserve(asked({ count: 1 + (i % 3), gapMs }))),
    );
    const slots = grants.flatMap((grant) => slotsOf(grant, gapMs)).sort((a, b) => a - b);
    expect(slots).toHaveLength(120);
    const gaps = slots.slice(1).map((slot, i) => slot - (slots[i] ?? 0));
    expect(gaps.every((gap) => gap === gapMs)).toBe(true);
  });
}

function describeRoom(open: () => Promise<PaceRepository>): void {
  it('takes slots that may not be counted yet off the room, and no others', async () => {
    const paces = await open();
    const gapMs = 100;
    const { first } = await paces.reserve(asked({ count: 4, gapMs }));
    const at = (countedAt: number) =>
      paces.reserve(asked({ count: 9, gapMs, room: { calls: 5, countedAt } }));
    // Counted now: all four are perhaps unseen, so one of five is left.
    await expect(at(first + 1_000)).resolves.toMatchObject({ granted: 1 });
    await expect(at(first + 1_000)).resolves.toMatchObject({ granted: 0 });
    // Counted when all five had been seen.
    await expect(at(first + 1_500)).resolves.toMatchObject({ granted: 5 });
  });

  it('gives none where there is no room', async () => {
    const paces = await open();
    const room = { calls: 0, countedAt: Date.now() };
    await expect(paces.reserve(asked({ room }))).resolves.toMatchObject({ granted: 0 });
    await expect(paces.reserve(asked({ room: { ...room, calls: -3 } }))).resolves.toMatchObject({
      granted: 0,
    });
  });
}

function describeControls(open: () => Promise<PaceRepository>): void {
  it('gives none while paused, and says who changed that', async () => {
    const paces = await open();
    const at = new Date('2026-02-03T04:05:06.789Z');
    await expect(paces.setPaused(true, at)).resolves.toBe(true);
    await expect(paces.setPaused(true, new Date())).resolves.toBe(false);
    expect((await paces.find()).pausedAt).toEqual(at);
    const refused = await paces.reserve(asked());
    expect(refused).toMatchObject({ granted: 0, pace: { pausedAt: at } });
    await expect(paces.setPaused(false, at)).resolves.toBe(true);
    await expect(paces.setPaused(false, at)).resolves.toBe(false);
    expect(await paces.find()).not.toHaveProperty('pausedAt');
    await expect(paces.reserve(asked())).resolves.toMatchObject({ granted: 1 });
  });

  it('gives none while the breaker is tripped, then one for a probe', async () => {
    const paces = await open();
    await paces.changeBreaker(0, tripped(new Date(Date.now() + 60_000)));
    await expect(paces.reserve(asked())).resolves.toMatchObject({ granted: 0 });
    await paces.changeBreaker(1, tripped(new Date(Date.now() - 1), 2));
    const grants = await Promise.all(Array.from({ length: 10 }, () => paces.reserve(asked({ count: 5 }))));
    expect(grants.map(({ granted }) => granted).reduce((a, b) => a + b)).toBe(1);
    const { breaker } = await paces.find();
    expect(breaker).toMatchObject({ probing: true, version: 3, openMs: 30_000 });
    expect(Math.abs((breaker.openUntil?.getTime() ?? 0) - Date.now() - 30_000)).toBeLessThan(10_000);
  });

  it('keeps why the account was refused', async () => {
    const paces = await open();
    const breaker = {
      ...tripped(new Date(Date.now() - 1)),
      refusal: { code: '20003', message: 'Authenticate' },
    };
    await paces.changeBreaker(0, breaker);
    const { pace } = await paces.reserve(asked());
    expect(pace.breaker).toMatchObject({ probing: true, refusal: breaker.refusal });
    await paces.changeBreaker(2, { recent: [], version: 3 });
    expect((await paces.find()).breaker).toEqual({ recent: [], version: 3 });
  });

  it('changes the breaker for one of those who saw the same', async () => {
    const paces = await open();
    const openUntil = new Date('2026-02-03T04:05:06.789Z');
    const changed = await Promise.all(
      Array.from({ length: 10 }, () => paces.changeBreaker(0, tripped(openUntil))),
    );
    expect(changed.filter(Boolean)).toHaveLength(1);
    await expect(paces.find()).resolves.toMatchObject({ breaker: tripped(openUntil) });
  });
}
