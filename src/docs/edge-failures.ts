import type { OpenAPIObject } from '@nestjs/swagger';
import { errorResponse } from '../common/api-errors.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Failures = [status: number, detail: string][];

const BODY_FAILURES: Failures = [
  [400, 'Malformed JSON: the body could not be parsed'],
  [413, 'Request body too large: at most 102400 bytes are accepted'],
  [415, 'Unsupported media type: the body must be application/json'],
];

const ACCESS_FAILURES: Failures = [
  [401, 'Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key'],
  [403, 'Forbidden: this needs the scope calls:write'],
];

/** What can go wrong before a controller is reached, or beneath it, by what the operation takes. */
const failuresOf = ({ requestBody, parameters = [], tags = [], security = [] }: Operation): Failures => {
  const readsJson =
    requestBody !== undefined && 'content' in requestBody && 'application/json' in requestBody.content;
  const hasPathParameter = parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    ...(security.length > 0 ? ACCESS_FAILURES : []),
    ...(readsJson ? BODY_FAILURES : []),
    ...(hasPathParameter ? ([[400, 'Invalid path: must be percent-encoded UTF-8']] as Failures) : []),
    ...(tags.includes('health') ? [] : ([[503, 'The database is not available']] as Failures)),
  ];
};

/** Documents, for each operation, the failures that every operation of its sort shares; its own stay as they are. */
export const addEdgeFailures = (document: OpenAPIObject): OpenAPIObject => {
  for (const path of Object.values(document.paths)) {
    for (const operation of METHODS.map((method) => path[method]).filter((found) => found !== undefined)) {
      for (const [status, detail] of failuresOf(operation)) {
        const { status: _, ...response } = errorResponse(status, detail);
        operation.responses[status] ??= response as Operation['responses'][string];
      }
    }
  }
  return document;
};
