import { ApiProblem } from './problem.js';

/** What Atlas says of a field, by the field's name; a value that another has, or that a rule refuses, is said of its field too. */
export const fieldErrors = (error: unknown): ReadonlyMap<string, string> => {
  if (!(error instanceof ApiProblem)) return new Map();
  const { status, detail, fields } = error;
  const taken = status === 409 ? /with this (\w+) already exists/.exec(detail)?.[1] : undefined;
  if (taken) return new Map([[taken, detail]]);
  const [, refused, why] = /^Invalid (\w+): (.+)$/s.exec(detail) ?? [];
  return fields.size === 0 && refused && why ? new Map([[refused, why]]) : fields;
};
