import type { Request } from 'express';
import { badParameter } from './rest-error.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

function whole(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  throw badParameter(20001, `${name} must be a whole number`);
}

/**
 * One page of a list as Twilio writes it, with the addresses of the pages around it. They name their offset, so that
 * items that come meanwhile at the front shift nothing: `PageToken` holds the SID of the last item seen.
 */
export function pageOf<T>(
  request: Request,
  name: string,
  items: readonly T[],
  list: { sidOf: (item: T) => string; resource: (item: T) => unknown },
): Record<string, unknown> {
  const size = Math.max(
    1,
    Math.min(MAX_PAGE_SIZE, whole(request.query.PageSize, 'PageSize', DEFAULT_PAGE_SIZE)),
  );
  const page = whole(request.query.Page, 'Page', 0);
  const token = request.query.PageToken;
  const seen = typeof token === 'string' ? items.findIndex((item) => `PA${list.sidOf(item)}` === token) : -1;
  const start = seen >= 0 ? seen + 1 : page * size;
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const hasMore = start + size < items.length && last !== undefined;
  const [path = ''] = request.originalUrl.split('?', 1);
  const uriOf = (number: number, after?: T): string => {
    const query = new URLSearchParams(
      Object.entries(request.query).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    query.delete('PageToken');
    if (after !== undefined) query.set('PageToken', `PA${list.sidOf(after)}`);
    return `${path}?${query.toString()}`;
  };
  return {
    [name]: shown.map(list.resource),
    first_page_uri: uriOf(0),
    next_page_uri: hasMore ? uriOf(page + 1, last) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    uri: request.originalUrl,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, shown.length - 1),
  };
}
