import { describe, expect, it } from '@jest/globals';
import { eachByCursor, eachByPage } from './each.js';

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe('eachByCursor', () => {
  const parts: Record<string, { data: number[]; next_cursor: string | null }> = {
    '': { data: [1, 2], next_cursor: 'a' },
    a: { data: [], next_cursor: 'b' },
    b: { data: [3], next_cursor: null },
  };
  const asked: (string | undefined)[] = [];
  const read = (cursor?: string) => {
    asked.push(cursor);
    return Promise.resolve(parts[cursor ?? '']!);
  };

  it('goes on over a part without items, to the end', async () => {
    expect(await all(eachByCursor(read))).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  it('reads no further than it is asked to', async () => {
    asked.length = 0;
    for await (const item of eachByCursor(read)) if (item === 2) break;
    expect(asked).toEqual([undefined]);
  });
});

describe('eachByPage', () => {
  it('tells no item twice that a new one has moved to the next page', async () => {
    const pages = [['c', 'b'], ['b', 'a'], []];
    const read = (page: number) =>
      Promise.resolve({ data: pages[page - 1]!.map((id) => ({ id })), page, page_size: 2, total: 4 });
    expect(await all(eachByPage(read))).toEqual([{ id: 'c' }, { id: 'b' }, { id: 'a' }]);
  });

  it('ends at an empty page, whatever the total says', async () => {
    const read = (page: number) =>
      Promise.resolve({ data: page === 1 ? [{ id: 'a' }] : [], page, page_size: 1, total: 9 });
    expect(await all(eachByPage(read))).toEqual([{ id: 'a' }]);
  });
});
