/** What comes one by one, by so many at once. */
export async function* inBatches<T>(all: AsyncIterable<T>, atOnce: number): AsyncGenerator<T[]> {
  let some: T[] = [];
  for await (const each of all) {
    some.push(each);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
