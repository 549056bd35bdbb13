import createClient from 'openapi-fetch';
import { toProblem, unreachable } from './problem.js';
import type { components, paths } from './schema.js';

/** A shape of the API by its name in openapi.json. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const PROBLEM = 'application/json, application/problem+json';

/** Asks Atlas, for JSON. A request that gets no answer throws an ApiProblem of status 0; `read` throws those with one. */
export const api = createClient<paths, 'application/json'>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  headers: { Accept: PROBLEM },
  fetch: async (request) => {
    try {
      return await fetch(request);
    } catch (error) {
      if (request.signal.aborted) throw error;
      throw unreachable(request.method);
    }
  },
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What was asked for. Throws ApiProblem. */
export const read = async <Data>(asking: Promise<Answer<Data>>): Promise<Data> => {
  const { data, error, response } = await asking;
  if (!response.ok) throw toProblem(response, error);
  return data as Data;
};
