import { ApiProblem } from './problem.js';

/** What Atlas says of a field, by the field's name; a value that another has is said of its field too. */
export const fieldErrors = (error: unknown): ReadonlyMap<string, string> => {
  if (!(error instanceof ApiProblem)) return new Map();
  const taken = error.status === 409 ? /with this (\w+) already exists/.exec(error.detail)?.[1] : undefined;
  return taken ? new Map([[taken, error.detail]]) : error.fields;
};
