import { type Column, csvHead, csvLine } from '../../common/csv.js';

/** Each page of things as lines of a table; its head comes with the first. */
export async function* asTable<T>(
  pages: AsyncIterable<T[]>,
  columns: readonly Column[],
  toRow: (each: T) => object,
): AsyncGenerator<string> {
  let head = csvHead(columns);
  for await (const page of pages) {
    yield head + page.map((each) => csvLine(columns, toRow(each))).join('');
    head = '';
  }
  yield head;
}

/** Each page of things as JSON, one of them a line. */
export async function* asLines<T>(
  pages: AsyncIterable<T[]>,
  toLine: (each: T) => object,
): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((each) => `${JSON.stringify(toLine(each))}\n`).join('');
}

/** How an answer is sent as a file of this name, such as `calls.csv`. */
export const fileHeaders = (name: string): Record<string, string> => ({
  'Content-Type': name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name}"`,
});
