import { pageIn, present, textIn } from '../api/search-values.js';

interface UsersSearch {
  find?: string;
  page?: number;
}

/** What the address says of the list. */
export const usersSearch = (search: Record<string, unknown>): UsersSearch =>
  present({ find: textIn(search['find']), page: pageIn(search['page']) });

/** By which fields of a user a text may be meant, the likelier first: an external id may look like an e-mail address. */
export const meantBy = (text: string): ('email' | 'external_id')[] =>
  /^[^\s@]+@[^\s@]+$/.test(text) ? ['email', 'external_id'] : ['external_id'];
