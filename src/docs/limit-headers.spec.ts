import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

interface Shown {
  components: { headers: Record<string, object> };
  paths: Record<string, Record<string, { responses: Record<string, { headers?: Record<string, object> }> }>>;
}

const { components, paths } = JSON.parse(readFileSync(resolve('openapi.json'), 'utf8')) as Shown;
const LIMITS = { RateLimit: expect.anything(), 'RateLimit-Policy': expect.anything() };
const headersOf = (method: string, path: string, status: number): object =>
  paths[path]?.[method]?.responses[status]?.headers ?? {};

it('openapi.json shows the limits in every answer to a caller who is known, and in no other', () => {
  expect(components.headers).toMatchObject(LIMITS);
  for (const status of [201, 202, 400, 403, 409, 422, 429, 502])
    expect([status, headersOf('post', '/calls/outbound', status)]).toEqual([
      status,
      expect.objectContaining(LIMITS),
    ]);
  expect(headersOf('post', '/calls/outbound', 201)).toHaveProperty('Location');
  expect(headersOf('post', '/calls/outbound', 429)).toHaveProperty('Retry-After');
  for (const status of [401, 421, 431]) expect(headersOf('post', '/calls/outbound', status)).toEqual({});
  for (const path of ['/sign-in', '/twilio/status'])
    expect(Object.keys(headersOf('post', path, 429))).toEqual(['Retry-After']);
});
