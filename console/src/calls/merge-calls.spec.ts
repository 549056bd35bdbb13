import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inLastVersion, joined, MOST_HELD, type Placed, withHeld, withNews } from './merge-calls.js';

const call = (second: number, version = 1): Placed => ({
  call_id: `call-${second}`,
  version,
  created_at: new Date(second * 1_000).toISOString(),
});
const ids = (calls: readonly Placed[]) => calls.map(({ call_id }) => call_id);
const shown = { rows: [call(9), call(7), call(5)], held: [] };
const news = { asked: [] as string[], found: [] as Placed[], isWhole: false, isStill: false };

describe('the list of calls', () => {
  it('takes new versions in place, puts new calls on top, and lets go of those that fit no more', () => {
    const next = withNews(shown, {
      ...news,
      asked: ['call-7', 'call-5', 'call-10', 'call-1'],
      found: [call(7, 3), call(10), call(1)],
    });
    expect(ids(next.rows)).toEqual(['call-10', 'call-9', 'call-7']);
    expect(next.rows[2]?.version).toBe(3);
    const whole = withNews(shown, { ...news, found: [call(1)], isWhole: true });
    expect(ids(whole.rows)).toEqual(['call-9', 'call-7', 'call-5', 'call-1']);
  });

  it('moves nothing while somebody reads further down', () => {
    const next = withNews(shown, { ...news, isStill: true, asked: ['call-7', 'call-10'], found: [call(10)] });
    expect(ids(next.rows)).toEqual(['call-9', 'call-7', 'call-5']);
    expect(next.rows[1]).toMatchObject({ isGone: true });
    expect(ids(next.held)).toEqual(['call-10']);
    const gone = withNews(next, { ...news, isStill: true, asked: ['call-10'] });
    expect(gone.held).toEqual([]);
    expect(ids(withHeld(next).rows)).toEqual(['call-10', 'call-9', 'call-5']);
  });

  it('holds back so many at most', () => {
    const found = Array.from({ length: MOST_HELD + 5 }, (_, n) => call(n + 10));
    const { held } = withNews(shown, { ...news, isStill: true, asked: ids(found), found });
    expect(held).toHaveLength(MOST_HELD);
    expect(held[0]?.call_id).toBe(`call-${MOST_HELD + 14}`);
  });

  it('takes of a part that was read what is no older than what is known', () => {
    const known = [call(9, 5), { ...call(7, 2), isGone: true }, call(1)];
    expect(inLastVersion([call(9, 4), call(8), call(7, 2)], known)).toEqual([
      call(9, 5),
      call(8),
      call(7, 2),
    ]);
  });

  it('holds each call once, in its last version, newest first, whatever comes in which order', () => {
    const some = fc.array(fc.record({ second: fc.nat(6), version: fc.integer({ min: 1, max: 4 }) }), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(some, some, (first, second) => {
        const made = (all: { second: number; version: number }[]) =>
          all.map((each) => call(each.second, each.version));
        const [a, b] = [made(first), made(second)] as const;
        const list = joined(a, b);
        expect(new Set(ids(list)).size).toBe(list.length);
        expect(ids(list)).toEqual(
          ids(list.toSorted((x, y) => Date.parse(y.created_at) - Date.parse(x.created_at))),
        );
        for (const each of [...a, ...b])
          expect(list.find(({ call_id }) => call_id === each.call_id)?.version).toBeGreaterThanOrEqual(
            each.version,
          );
      }),
      { numRuns: 50 },
    );
  });
});
