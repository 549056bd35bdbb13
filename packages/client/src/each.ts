/** A part of a list that tells where it goes on. */
interface CursorPart<Item> {
  data: Item[];
  next_cursor: string | null;
}

/** A page of a list that is read by numbers. */
interface NumberedPage<Item> {
  data: Item[];
  page: number;
  page_size: number;
  total: number;
}

/** Each item of a list, its parts read as they are needed; none comes twice or is left out, whatever is made meanwhile. */
export async function* eachByCursor<Item>(
  read: (cursor: string | undefined) => Promise<CursorPart<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | null | undefined;
  do {
    const part: CursorPart<Item> = await read(cursor ?? undefined);
    yield* part.data;
    cursor = part.next_cursor;
  } while (cursor !== null);
}

/** Each item of a list that has numbered pages. What is made meanwhile moves the others on: an item that was there is not told again. */
export async function* eachByPage<Item extends { id: string }>(
  read: (page: number) => Promise<NumberedPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { data, page_size: size, total } = await read(page);
    for (const item of data) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      yield item;
    }
    if (data.length === 0 || page * size >= total) return;
  }
}
