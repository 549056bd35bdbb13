import { api, read, type Schema } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';

/** What the list has of a number; null where it is not on it. */
export const listedNumber = async (
  number: string,
  signal: AbortSignal,
): Promise<Schema<'DoNotCall'> | null> => {
  try {
    return await read(api.GET('/do-not-call', { params: { query: { number } }, signal }));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
};
