import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';

type Components = NonNullable<OpenAPIObject['components']>;

const HEADERS: NonNullable<Components['headers']> = {
  'RateLimit-Policy': {
    description:
      'How many requests (`q`) a key may send in so many seconds (`w`), for each of its limits; absent where there is none.',
    schema: { type: 'string' },
    example: '"default";q=600;w=60, "placing";q=60;w=60',
  },
  RateLimit: {
    description: 'How many of them are left (`r`), and in how many seconds there are more (`t`).',
    schema: { type: 'string' },
    example: '"default";r=0;t=12',
  },
};
const REFERENCES = Object.fromEntries(
  Object.keys(HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/** What is refused before it is known who asks, and so counts towards no key's limit. */
const UNCOUNTED = new Set(['401', '414', '421', '431']);

/** Documents, for each operation that callers are known to, how its answers tell of the limits. */
export const addLimitHeaders = (document: OpenAPIObject): OpenAPIObject => {
  for (const { operation } of operationsOf(document)) {
    if ((operation.security ?? []).length === 0) continue;
    for (const [status, response] of Object.entries(operation.responses))
      if (response && 'description' in response && !UNCOUNTED.has(status))
        response.headers = { ...response.headers, ...REFERENCES };
  }
  document.components = { ...document.components, headers: HEADERS };
  return document;
};
