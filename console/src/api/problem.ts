/** What Atlas answered in place of what was asked for, or why there is no answer. */
export class ApiProblem extends Error {
  constructor(
    /** The status of the answer; 0 where none came. */
    readonly status: number,
    /** One sentence for the person. */
    readonly detail: string,
    /** By which the answer is found in Atlas's log; null where none came. */
    readonly requestId: string | null,
    /** Each field that is wrong, and what it must be. */
    readonly fields: ReadonlyMap<string, string> = new Map(),
    /** For how many seconds Atlas asks to wait; null where it does not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }
}

interface ProblemBody {
  detail?: unknown;
  errors?: { field: string; message: string }[];
}

/** Reads a failed answer. Source: the API's errors, application/problem+json. */
export const toProblem = (response: Response, body: unknown): ApiProblem => {
  const { detail, errors } = (typeof body === 'object' && body ? body : {}) as ProblemBody;
  const fields = new Map((Array.isArray(errors) ? errors : []).map(({ field, message }) => [field, message]));
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(
    response.status,
    typeof detail === 'string' ? detail : `Atlas answered ${response.status}`,
    response.headers.get('x-request-id'),
    fields,
    Number.isFinite(seconds) ? seconds : null,
  );
};

/** No answer came. What only reads is asked again; of a change nobody knows whether it was done. */
export const unreachable = (method = 'GET'): ApiProblem =>
  new ApiProblem(
    0,
    method === 'GET'
      ? 'Atlas cannot be reached. It is asked again by itself.'
      : 'No answer came from Atlas: it is not known whether this was done.',
    null,
  );
