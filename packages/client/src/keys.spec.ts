import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { DONE_ONCE_BY_KEY } from './keys.js';

interface OpenApi {
  paths: Record<string, Record<string, { parameters?: { name?: string }[] }>>;
}

it('gives a key to each operation of openapi.json that takes one', () => {
  const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as OpenApi;
  const taking = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'Idempotency-Key'))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(taking).toContain('POST /calls/outbound');
  expect(taking.filter((each) => !DONE_ONCE_BY_KEY.has(each))).toEqual([]);
});
