import type { TimeSpan } from '../time-span.js';

/** What of all was made within the span, newest first, of one moment by descending id, in pages of so many. */
export function* newestOf<T extends { createdAt: Date }>(
  all: readonly T[],
  idOf: (each: T) => string,
  { from, until }: TimeSpan,
  size: number,
): Generator<T[]> {
  const found = all
    .filter(({ createdAt }) => (!from || createdAt >= from) && (!until || createdAt < until))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (idOf(a) < idOf(b) ? 1 : -1));
  for (let at = 0; at < found.length; at += size)
    yield found.slice(at, at + size).map((each) => ({ ...each }));
}
