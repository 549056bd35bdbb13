import type { Request } from 'express';
import { badParameter } from './rest-error.js';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

function whole(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  throw badParameter(20001, `${name} must be a whole number`);
}

/** The address of one page of the same list; `after` is the last item before it. */
function pageUri(request: Request, size: number, page: number, after?: string): string {
  const [path = ''] = request.originalUrl.split('?', 1);
  const asked = Object.entries(request.query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const query = new URLSearchParams(asked);
  query.set('PageSize', String(size));
  query.set('Page', String(page));
  query.delete('PageToken');
  if (after !== undefined) query.set('PageToken', after);
  return `${path}?${query.toString()}`;
}

/**
 * One page of a list as Twilio writes it, with the addresses of the pages around it. The next page is found by the
 * last item seen (`PageToken`), so that what comes meanwhile at the front shifts nothing.
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
  const tokenOf = (item: T): string => `PA${list.sidOf(item)}`;
  const seen = items.findIndex((item) => tokenOf(item) === request.query.PageToken);
  const start = seen >= 0 ? seen + 1 : page * size;
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const hasMore = start + size < items.length && last !== undefined;
  return {
    [name]: shown.map(list.resource),
    first_page_uri: pageUri(request, size, 0),
    next_page_uri: hasMore ? pageUri(request, size, page + 1, tokenOf(last)) : null,
    previous_page_uri: page > 0 ? pageUri(request, size, page - 1) : null,
    uri: request.originalUrl,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, shown.length - 1),
  };
}
