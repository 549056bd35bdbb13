import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseChangeCursor, toChangeCursor } from './change-cursor.js';
import { type ChangeMark, OVERLAP_MS } from './change-mark.js';
import { ChangeWindow } from './change-window.js';

const mark = (id: string, version: number, at: number): ChangeMark => ({
  id,
  version,
  changedAt: new Date(at),
});

describe('a window over changes', () => {
  it('tells each last version once, although changes become visible late and a look finds few', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      at: fc.nat(4_000),
      lateBy: fc.nat(OVERLAP_MS - 1),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 5, max: 8 }), (changes, most) => {
        const window = new ChangeWindow(10_000);
        const told: ChangeMark[] = [];
        // Versions rise with the time of the change, as the database sees to.
        const sorted = changes.toSorted((a, b) => a.at - b.at);
        const marks = sorted.map(({ id, at }, i) => mark(id, i + 1, 10_000 + at));
        for (let now = 10_000; now <= 24_000; now += 500) {
          const visible = new Map<string, ChangeMark>();
          marks.forEach((each, i) => {
            if (each.changedAt.getTime() + sorted[i]!.lateBy <= now) visible.set(each.id, each);
          });
          const found = [...visible.values()]
            .filter(({ changedAt }) => changedAt.getTime() >= window.from)
            .toSorted((a, b) => a.changedAt.getTime() - b.changedAt.getTime())
            .slice(0, most);
          told.push(...window.add(found, found.length >= most).news);
        }
        expect(new Set(told.map(({ id, version }) => `${id} ${version}`)).size).toBe(told.length);
        const last = new Map(marks.map(({ id, version }) => [id, version]));
        for (const [id, version] of last)
          expect(told.findLast((each) => each.id === id)?.version).toBe(version);
      }),
    );
  });

  it('goes on past more changes of one millisecond than a look finds, and says so', () => {
    const window = new ChangeWindow(0);
    const many = [mark('a', 1, 5), mark('b', 1, 5)];
    expect(window.add(many, true)).toEqual({ news: many, isStuck: false });
    expect([window.from, window.isBehind]).toEqual([5, true]);
    expect(window.add(many, true)).toEqual({ news: [], isStuck: true });
    expect([window.from, window.newest]).toEqual([6, 5]);
  });

  it('looks at little once all is quiet', () => {
    const window = new ChangeWindow(0);
    window.add([mark('a', 1, 60_000)], false);
    expect(window.from).toBe(60_000 - OVERLAP_MS);
    for (let n = 0; n < 10; n += 1) expect(window.add([mark('a', 1, 60_000)], false).news).toEqual([]);
    expect(window.from).toBe(60_000);
    expect(window.add([mark('a', 1, 60_000)], false).news).toEqual([]);
  });
});

it('a cursor is read in one spelling alone', () => {
  fc.assert(
    fc.property(fc.nat(8.64e15), (time) => {
      expect(parseChangeCursor(toChangeCursor(time))).toBe(time);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 14 }), (text) => {
      const time = parseChangeCursor(text);
      expect(time === null || toChangeCursor(time) === text).toBe(true);
    }),
  );
  for (const text of ['', 'c', 'c01', 'czzzzzzzzzzz', 'x1', 'c1 '])
    expect(parseChangeCursor(text)).toBeNull();
});
