import { pageIn, present } from '../api/search-values.js';

export interface DataSearch {
  page?: number;
  receipts?: number;
}

/** What the address says of the page: which part of the calls on hold, and of the erasures. */
export const dataSearch = (search: Record<string, unknown>): DataSearch =>
  present({ page: pageIn(search['page']), receipts: pageIn(search['receipts']) });
