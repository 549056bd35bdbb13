import { describe, expect, it } from '@jest/globals';
import { answeredError, retryAfterSeconds } from './atlas-error.js';

const NOW = Date.UTC(2026, 0, 1);
const after = (value: string): number | null => retryAfterSeconds(new Headers({ 'retry-after': value }), NOW);

describe('AtlasError', () => {
  it('is a 404 of Atlas with all that it says', () => {
    const body = {
      detail: 'Invalid to: must be E.164',
      errors: [{ field: 'to', message: 'must be E.164' }],
      call_id: 'c-1',
    };
    const headers = { 'x-request-id': 'r-1', 'retry-after': '7' };
    const error = answeredError(new Response(null, { status: 400, headers }), body);
    expect(error).toMatchObject({
      name: 'AtlasError',
      message: body.detail,
      code: 'invalid',
      status: 400,
      requestId: 'r-1',
      retryAfterSeconds: 7,
      fields: body.errors,
      problem: { call_id: 'c-1' },
    });
  });

  it('is told of an answer that is not of Atlas', () => {
    expect(answeredError(new Response(null, { status: 413 }), '<html>')).toMatchObject({
      message: 'Atlas answered 413',
      code: 'unexpected',
      requestId: null,
      retryAfterSeconds: null,
      fields: [],
      problem: {},
    });
  });
});

it('reads Retry-After as seconds and as a date', () => {
  const date = (ms: number): string => new Date(NOW + ms).toUTCString();
  expect([after('12'), after(date(9_000)), after(date(-9_000)), after('soon')]).toEqual([12, 9, 0, null]);
  expect(retryAfterSeconds(new Headers())).toBeNull();
});
