import type { Schema } from '../api/client.js';
import { countOf, type LiveList } from './live-list.js';
import { inLastVersion, type Placed, withNews } from './merge-calls.js';

/** So many parts of new calls may have come above. */
const MORE_PARTS = 10;

type Part = Schema<'CallList'>;
export type Ask = (part: { page_size: number; cursor?: string; with_total?: boolean }) => Promise<Part>;

/** What to make of the list that is shown by then. */
export type Read = (list: LiveList) => Partial<LiveList>;

/** The first page, in place of all that is shown. */
export const readPage = async (ask: Ask, pageSize: number): Promise<Read> => {
  const page = await ask({ page_size: pageSize });
  const { data, next_cursor: next } = page;
  return ({ rows }) => ({ rows: inLastVersion(data, rows), held: [], next, ...countOf(page) });
};

/** As deep as it is shown, so that who reads there stays there; null where too many have come above it. */
export const readShown = async (
  ask: Ask,
  rows: readonly Placed[],
  partSize: number,
): Promise<Read | null> => {
  const found = await readDown(ask, rows, partSize);
  const asked = rows.map(({ call_id: id }) => id);
  const news = { asked, found: found ?? [], isStill: true };
  return found && ((list) => withNews(list, { ...news, isWhole: list.next === null }));
};

const readDown = async (
  ask: Ask,
  rows: readonly Placed[],
  partSize: number,
): Promise<Part['data'] | null> => {
  const found: Part['data'] = [];
  const bottom = rows.at(-1)?.created_at ?? '';
  const most = Math.ceil(rows.length / partSize) + MORE_PARTS;
  for (let parts = 0, cursor: string | null = null; parts < most; parts += 1) {
    const where: { cursor: string } | { with_total: false } = cursor ? { cursor } : { with_total: false };
    const part: Part = await ask({ page_size: partSize, ...where });
    found.push(...part.data);
    cursor = part.next_cursor;
    const last = part.data.at(-1)?.created_at;
    if (cursor === null || (last !== undefined && last < bottom)) return found;
  }
  return null;
};
