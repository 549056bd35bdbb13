import type { Middleware } from 'openapi-fetch';

const HEADER = 'Idempotency-Key';

/** What Atlas does once for each key; a test looks that no operation of openapi.json that takes one is left out. */
export const DONE_ONCE_BY_KEY = new Set(['POST /calls/outbound', 'POST /calls/batch', 'POST /users']);

/** Gives each such request a key where the caller did not. It is made before the first try, so that all tries have the same. */
export const keys: Middleware = {
  onRequest: ({ request, schemaPath }) => {
    const isKeyed = DONE_ONCE_BY_KEY.has(`${request.method} ${schemaPath}`);
    if (isKeyed && !request.headers.has(HEADER)) request.headers.set(HEADER, crypto.randomUUID());
  },
};
