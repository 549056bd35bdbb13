import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AnalyticsRepository, StaleQuarter } from '../analytics.repository.js';
import type { Entry } from '../summary.js';

const entry = (callId: string, version: number, at: number, status: string, notesAt?: number): Entry => ({
  callId,
  version,
  parts: [{ at, counts: { [`outcome/${status}`]: 1, 'seconds/total': version } }],
  ...(notesAt !== undefined && { notesAt }),
});

/** What both keep that know summaries. */
export const describeAnalyticsRepository = (
  repository: string,
  open: () => Promise<AnalyticsRepository>,
): void => {
  describe(`${repository} keeps results`, () => {
    let analytics: AnalyticsRepository;
    beforeEach(async () => {
      analytics = await open();
    });

    const put = (...entries: Entry[]) => analytics.put([1], entries);
    const findStale = async (atOnce = 100): Promise<StaleQuarter[]> => {
      const pages: StaleQuarter[][] = [];
      for await (const page of analytics.findStale(atOnce)) pages.push(page);
      expect(pages.every((page) => page.length <= atOnce)).toBe(true);
      return pages.flat();
    };
    const sumUp = async (): Promise<void> => analytics.sumUp(await findStale());
    const read = (groups = ['outcome'], from = 0, until = 1000) => analytics.read(from, until, groups);

    it('has nothing at first', async () => {
      expect(await analytics.generations()).toEqual({ current: 1 });
      expect(await read()).toEqual([]);
      expect(await findStale()).toEqual([]);
      expect(await analytics.findNoted(0, 1000, 5)).toEqual([]);
    });

    it('sums up each quarter-hour, however often the same is put', async () => {
      await put(entry('a', 1, 10, 'busy'), entry('b', 1, 10, 'completed'), entry('c', 2, 12, 'busy'));
      await put(entry('a', 1, 10, 'busy'));
      expect(new Set((await findStale(1)).map(({ at }) => at))).toEqual(new Set([10, 12]));
      await sumUp();
      await put(entry('a', 1, 10, 'busy'));
      await sumUp();
      expect(await read()).toEqual([
        { at: 10, groups: { outcome: { busy: 1, completed: 1 } } },
        { at: 12, groups: { outcome: { busy: 1 } } },
      ]);
      expect(await read(['seconds'], 10, 12)).toEqual([{ at: 10, groups: { seconds: { total: 2 } } }]);
      expect(await findStale()).toEqual([]);
    });

    it('moves what a later version says elsewhere, and takes no earlier one', async () => {
      await put(entry('a', 2, 10, 'initiated'));
      await sumUp();
      await put(entry('a', 3, 11, 'completed'));
      await put(entry('a', 2, 10, 'initiated'));
      await sumUp();
      expect(await read()).toEqual([
        { at: 10, groups: {} },
        { at: 11, groups: { outcome: { completed: 1 } } },
      ]);
    });

    it('does not put back a summary of fewer changes', async () => {
      await put(entry('a', 1, 10, 'busy'));
      const early = await findStale();
      await put(entry('b', 1, 10, 'busy'));
      await sumUp();
      await analytics.sumUp(early);
      expect(await findStale()).toEqual([]);
      await put(entry('b', 2, 10, 'completed'));
      // Summed up for what was known before: it is stale still.
      await analytics.sumUp(early);
      expect(await findStale()).toHaveLength(1);
      await sumUp();
      expect(await read()).toEqual([{ at: 10, groups: { outcome: { busy: 1, completed: 1 } } }]);
    });

    it('takes what many put at once', async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          put(entry('a', i + 1, 10 + (i % 3), `s${i}`), entry(`b${i}`, 1, 10, 'x')),
        ),
      );
      await sumUp();
      const all = await read();
      expect(all.find(({ at }) => at === 10)?.groups['outcome']).toEqual({ x: 10, s9: 1 });
      expect(all.filter(({ at }) => at !== 10).map(({ groups }) => groups)).toEqual([{}, {}]);
    });

    it('finds calls with notes, the last made first', async () => {
      await put(entry('a', 1, 10, 'x', 10), entry('b', 1, 20, 'x', 20), entry('c', 1, 30, 'x', 30));
      await put(entry('b', 2, 20, 'x'));
      expect(await analytics.findNoted(0, 1000, 5)).toEqual(['c', 'a']);
      expect(await analytics.findNoted(0, 30, 5)).toEqual(['a']);
      expect(await analytics.findNoted(0, 1000, 1)).toEqual(['c']);
    });

    it('reads one set until it is told to read another', async () => {
      await put(entry('a', 1, 10, 'busy', 10));
      await sumUp();
      const given = await analytics.begin();
      const next = await analytics.begin();
      expect(await analytics.generations()).toEqual({ current: 1, building: next });
      await analytics.put([1, next], [entry('b', 1, 10, 'completed')]);
      await sumUp();
      expect(await read()).toEqual([{ at: 10, groups: { outcome: { busy: 1, completed: 1 } } }]);
      expect(await analytics.switchTo(given)).toBe(false);
      expect(await analytics.switchTo(next)).toBe(true);
      expect(await analytics.generations()).toEqual({ current: next });
      const all = [{ at: 10, groups: { outcome: { completed: 1 }, seconds: { total: 1 } } }];
      expect(await analytics.readAll()).toEqual(all);
      expect(await analytics.findNoted(0, 1000, 5)).toEqual([]);
      await analytics.begin();
      expect(await analytics.readAll()).toEqual(all);
    });
  });
};
