import { TwilioError } from './twilio.errors.js';

/** A list of more pages is an error: a part of it would be mistaken for the whole. */
const MAX_PAGES = 50;

/** A page of a list, as the SDK gives it. */
interface SdkPage<Item> {
  instances: Item[];
  nextPageUrl?: string;
  nextPage(): Promise<SdkPage<Item>> | undefined;
}

/** The SDK gives undefined for the page after the last. */
type FetchPage<Item> = () => Promise<SdkPage<Item>> | undefined;

/** The pages of one list, and how much of it is wanted. */
export interface PagesToRead<Item, Value> {
  first: FetchPage<Item>;
  /** What an item is; null leaves it out, and an Error makes the whole page an unclear answer. */
  read: (item: Item) => Value | null;
  /** How many values to give at most. */
  limit: number;
}

/** Sends one request for one page, and may repeat it. */
type Ask = <T>(request: () => Promise<T>) => Promise<T>;

/**
 * Follows `next_page_uri` until the limit or the list's end, each page a request of its own.
 * @throws TwilioError also (`unknown`) when neither is reached within 50 pages
 */
export async function readPages<Item, Value>(ask: Ask, list: PagesToRead<Item, Value>): Promise<Value[]> {
  const values: Value[] = [];
  let next: FetchPage<Item> | undefined = list.first;
  for (let n = 0; next !== undefined && n < MAX_PAGES; n += 1) {
    const fetchPage: FetchPage<Item> = next;
    const page: PageRead<Item, Value> = await ask(() => readPage(fetchPage, list.read));
    values.push(...page.values);
    if (values.length >= list.limit) return values.slice(0, list.limit);
    next = page.next;
  }
  if (next === undefined) return values;
  const reason = { code: 'too-long', message: `the list has more than ${MAX_PAGES} pages` };
  throw new TwilioError('unknown', reason, undefined, 'idempotent');
}

interface PageRead<Item, Value> {
  values: Value[];
  next?: FetchPage<Item>;
}

const readPage = async <Item, Value>(
  fetchPage: FetchPage<Item>,
  read: (item: Item) => Value | null,
): Promise<PageRead<Item, Value>> => {
  const page = await fetchPage();
  if (page === undefined) return { values: [] };
  const values = page.instances.map(read).filter((value) => value !== null);
  return { values, next: page.nextPageUrl ? () => page.nextPage() : undefined };
};
