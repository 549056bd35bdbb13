import { describe, expect, it } from '@jest/globals';
import type { Query } from './call-query.mongo.js';
import { StretchWalk } from './stretch-walk.mongo.js';

const NOW = Date.now();

interface Range {
  $gt?: Date;
  $lt?: Date;
}

/** So many calls, each so long before the next, and none older. */
const readerOf = (calls: number, apartMs: number) => ({
  count: 0,
  looks: 0,
  seen: 0,
  async read([look]: readonly Query[]): Promise<number> {
    const { $gt = new Date(0), $lt = new Date(8e15) } = (look?.createdAt ?? {}) as Range;
    const found = Array.from({ length: calls }, (_, i) => NOW - i * apartMs);
    const seen = found.filter((at) => at > $gt.getTime() && at < $lt.getTime()).length;
    this.looks += 1;
    this.seen += seen;
    this.count += seen;
    return seen;
  },
});

const walked = async (calls: number, apartMs: number, most: number) => {
  const reader = readerOf(calls, apartMs);
  const walk = new StretchWalk(reader, { looks: [{}], isByTime: true, rest: [] }, { most });
  while (!walk.isOver) await walk.goOn(1_500);
  return reader;
};

describe('the way back in time', () => {
  it.each([
    ['exactly a page', 100, 101],
    ['one less', 99, 101],
    ['as many as are counted quickly', 1_000, 1_001],
    ['a few', 10, 11],
  ])('takes few looks where there are %s and nothing older', async (_, calls, most) => {
    const { count, looks } = await walked(calls, 100, most);
    expect(count).toBe(calls);
    expect(looks).toBeLessThan(40);
  });

  it('looks at few more calls than are wanted where there are many', async () => {
    const { seen, looks } = await walked(20_000, 60_000, 101);
    expect(seen).toBeLessThan(400);
    expect(looks).toBeLessThan(20);
  });
});
