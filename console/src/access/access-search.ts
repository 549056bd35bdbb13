import { pageIn, present } from '../api/search-values.js';

/** What the address says of the page: which part of the keys it shows, and which of the people. */
export const accessSearch = (search: Record<string, unknown>): { page?: number; people?: number } =>
  present({ page: pageIn(search['page']), people: pageIn(search['people']) });
