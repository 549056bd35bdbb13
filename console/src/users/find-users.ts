import { api, read, type Schema } from '../api/client.js';
import { meantBy } from './users-search.js';

export const PAGE_SIZE = 20;

type UserPage = Schema<'UserPage'>;

/** One page of all users, or the one who is meant. */
export const findUsers = async (
  find: string | undefined,
  page: number,
  signal: AbortSignal,
): Promise<UserPage> => {
  const ask = (query: { email?: string; external_id?: string }): Promise<UserPage> =>
    read(api.GET('/users', { params: { query: { page, page_size: PAGE_SIZE, ...query } }, signal }));
  if (find === undefined) return ask({});
  const [first = 'external_id', second] = meantBy(find);
  const found = await ask({ [first]: find });
  return found.total > 0 || second === undefined ? found : ask({ [second]: find });
};
