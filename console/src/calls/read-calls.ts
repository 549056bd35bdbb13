import { api, read } from '../api/client.js';
import type { operations } from '../api/schema.js';

type CallsQuery = NonNullable<operations['listCalls']['parameters']['query']>;

/** One part of the calls that the query lets through. Lists are written with commas between their words. */
export const readCalls = (query: CallsQuery, signal: AbortSignal) =>
  read(
    api.GET('/calls', {
      params: { query },
      querySerializer: { array: { style: 'form', explode: false } },
      signal,
    }),
  );
