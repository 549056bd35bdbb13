import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../common/testing/manual-clock.js';
import type { CallEventsService } from '../events/call-events.service.js';
import type { ChangeMark, LiveListener } from './change-mark.js';
import { ChangeMarksRepository } from './change-marks.repository.js';
import type { Watch } from './elsewhere.js';
import { LiveFeedService } from './live-feed.service.js';

class SomeMarks extends ChangeMarksRepository {
  all: ChangeMark[] = [];
  looks = 0;
  isAway = false;
  async findSince(moment: number, limit: number): Promise<ChangeMark[]> {
    this.looks += 1;
    if (this.isAway) throw new Error('away');
    return this.all.filter(({ changedAt }) => changedAt.getTime() >= moment).slice(0, limit);
  }
  async newest(): Promise<number> {
    if (this.isAway) throw new Error('away');
    return this.all.at(-1)?.changedAt.getTime() ?? 0;
  }
}

let clock: ManualClock;
let marks: SomeMarks;
let feed: LiveFeedService;
let bells: Set<() => void>;
let watch: Watch & { isStopped: boolean };
let heard: string[];
const listener: LiveListener = {
  take: (found) => heard.push(...found.map(({ id, version }) => `${id} ${version}`)),
  reset: () => heard.push('reset'),
};

beforeEach(() => {
  clock = new ManualClock();
  marks = new SomeMarks();
  bells = new Set();
  heard = [];
  const isStopped = false;
  watch = { lookEachMs: 1_000, isStopped, stop: async () => void (watch.isStopped = true) };
  const subscribe = (bell: () => void) => {
    bells.add(bell);
    return () => void bells.delete(bell);
  };
  const events = { subscribe } as unknown as CallEventsService;
  feed = new LiveFeedService(marks, events, { watch: async () => watch }, clock);
});
afterEach(() => feed.onModuleDestroy());

const change = (id: string, version: number): void => {
  marks.all = marks.all.filter((each) => each.id !== id);
  marks.all.push({ id, version, changedAt: new Date(clock.wall()) });
};
const ring = (): void => {
  for (const bell of bells) bell();
};

describe('the feed of changes', () => {
  it('asks the database nothing while nobody listens', async () => {
    await clock.run(60_000);
    expect([marks.looks, bells.size]).toEqual([0, 0]);
    const leave = await feed.join(listener);
    await clock.run(5_000);
    expect(marks.looks).toBeGreaterThan(0);
    leave();
    await clock.run(2_000);
    const { looks } = marks;
    await clock.run(60_000);
    expect([marks.looks, bells.size, watch.isStopped]).toEqual([looks, 0, true]);
  });

  it('asks once a second at most for all who listen, whatever happens here', async () => {
    await feed.join(listener);
    await feed.join({ ...listener });
    for (let n = 0; n < 100; n += 1) {
      change('a', n + 1);
      ring();
      await clock.run(100);
    }
    expect(marks.looks).toBeLessThanOrEqual(11);
    expect(heard.filter((each) => each === 'a 100')).toHaveLength(2);
  });

  it('is woken at once by a change of this instance, and finds those of others soon', async () => {
    watch = { ...watch, lookEachMs: 10_000 };
    await feed.join(listener);
    await clock.run(3_000);
    change('a', 1);
    ring();
    await clock.run(1);
    expect(heard).toEqual(['a 1']);
    change('b', 1);
    await clock.run(10_001);
    expect(heard).toEqual(['a 1', 'b 1']);
  });

  it('goes on after the database was away, and fails to begin without it', async () => {
    await feed.join(listener);
    marks.isAway = true;
    const { looks } = marks;
    await clock.run(10_000);
    expect(marks.looks - looks).toBeLessThanOrEqual(3);
    change('a', 1);
    marks.isAway = false;
    await clock.run(6_000);
    expect(heard).toEqual(['a 1']);
    feed.onModuleDestroy();
    marks.isAway = true;
    await expect(feed.join(listener)).rejects.toThrow('away');
    marks.isAway = false;
    await feed.join(listener);
    await clock.run(1);
    expect(feed.cursor).toBe(marks.all[0]?.changedAt.getTime());
  });

  it('says what was missed since a place, or that it is too much', async () => {
    await feed.join(listener);
    change('a', 3);
    ring();
    const at = clock.wall();
    await clock.run(2_000);
    await expect(feed.findSince(at)).resolves.toMatchObject([{ id: 'a', version: 3 }]);
    // What became visible late is told again rather than missed.
    await expect(feed.findSince(at + 5_000)).resolves.toMatchObject([{ id: 'a', version: 3 }]);
    // Who was told of more than there is here cannot be told what was missed.
    await expect(feed.findSince(at + 5_001)).resolves.toBeNull();
    marks.all = [];
    await expect(feed.findSince(at)).resolves.toEqual([]);
    for (let n = 0; n <= 2_000; n += 1)
      marks.all.push({ id: `${n}`, version: 1, changedAt: new Date(clock.wall()) });
    await expect(feed.findSince(clock.wall())).resolves.toBeNull();
    await clock.run(3_000);
    expect(heard).toContain('reset');
  });
});
