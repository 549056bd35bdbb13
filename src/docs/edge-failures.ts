import type { OpenAPIObject } from '@nestjs/swagger';
import { errorResponse } from '../common/api-errors.js';
import { TOO_MANY_HEADERS, URL_TOO_LONG } from '../common/http/head-bounds.js';
import { OTHER_HOST, OTHER_SITE } from '../common/http/other-sites.js';
import { type Method, type Operation, operationsOf } from './operations.js';

type Failures = [status: number, detail: string][];

const TOO_LARGE: Failures[number] = [413, 'Request body too large: at most 102400 bytes are accepted'];
/** Where a body may be sent; also where none is asked for: one that comes is read all the same. */
const JSON_FAILURES: Failures = [
  [400, 'Malformed JSON: the body could not be parsed'],
  TOO_LARGE,
  [415, 'Unsupported media type: the body must be application/json'],
];
const FORM_FAILURES: Failures = [
  [400, 'Malformed body: it is not what Content-Encoding says'],
  TOO_LARGE,
  [415, 'Unsupported Content-Encoding: use gzip, deflate, br or none'],
];

const ACCESS_FAILURES: Failures = [
  [401, 'Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key'],
  [403, 'Forbidden: this needs the scope calls:write'],
];

const TOO_MANY_REQUESTS: Failures[number] = [
  429,
  'Too many requests: at most 600 a minute, try again in 12 s',
];
const TOO_MANY_FAILURES: Failures[number] = [
  429,
  'Too many failed requests from this address: at most 60 a minute',
];

/** Of what is a webhook the signature decides, and health is told by any name. */
const pageFailures = (method: Method, tags: readonly string[]): Failures => {
  if (tags.includes('webhooks') || tags.includes('health')) return [];
  return [...(method === 'get' ? [] : ([[403, OTHER_SITE]] as Failures)), [421, OTHER_HOST]];
};

/** What is refused before it is parsed, where an operation takes it at all. Webhooks may be longer. */
const headFailures = (parameters: NonNullable<Operation['parameters']>): Failures => {
  const places = new Set(parameters.map((parameter) => ('in' in parameter ? parameter.in : '')));
  return [
    ...(places.has('path') || places.has('query') ? ([[414, URL_TOO_LONG]] as Failures) : []),
    ...(places.has('header') ? ([[431, TOO_MANY_HEADERS]] as Failures) : []),
  ];
};

/** What can go wrong before a controller is reached, or beneath it, by what the operation takes. */
const failuresOf = (method: Method, { parameters = [], tags = [], security = [] }: Operation): Failures => {
  const isWebhook = tags.includes('webhooks');
  const bodyFailures = isWebhook ? FORM_FAILURES : JSON_FAILURES;
  const hasPathParameter = parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    ...(security.length > 0 ? [...ACCESS_FAILURES, TOO_MANY_REQUESTS] : []),
    ...(isWebhook ? [TOO_MANY_FAILURES] : []),
    ...(method === 'get' ? [] : bodyFailures),
    ...pageFailures(method, tags),
    ...(tags.includes('webhooks') ? [] : headFailures(parameters)),
    ...(hasPathParameter ? ([[400, 'Invalid path: must be percent-encoded UTF-8']] as Failures) : []),
    ...(tags.includes('health') ? [] : ([[503, 'The database is not available']] as Failures)),
  ];
};

const addFailures = (operation: Operation, failures: Failures): void => {
  for (const [status, detail] of failures) {
    const { status: _, ...response } = errorResponse(status, detail);
    operation.responses[status] ??= response as Operation['responses'][string];
  }
};

/** Documents, for each operation, the failures that every operation of its sort shares; its own stay as they are. */
export const addEdgeFailures = (document: OpenAPIObject): OpenAPIObject => {
  for (const { method, operation } of operationsOf(document))
    addFailures(operation, failuresOf(method, operation));
  return document;
};
