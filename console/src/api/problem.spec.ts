import { describe, expect, it } from '@jest/globals';
import { ApiProblem, toProblem, unreachable } from './problem.js';
import { queryClient } from './query-client.js';

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

describe('a failed answer', () => {
  it('tells its sentence, its fields, when to come back, and by what it is found in the log', () => {
    const errors = [
      { field: 'to', message: 'must be a number' },
      { field: 'script', message: 'must be short' },
    ];
    const headers = { 'X-Request-Id': 'r1', 'Retry-After': '7' };
    const problem = toProblem(answer(400, headers), { detail: 'Invalid to', errors });
    expect(problem).toMatchObject({ status: 400, detail: 'Invalid to', requestId: 'r1', retryAfter: 7 });
    expect([...problem.fields]).toEqual([
      ['to', 'must be a number'],
      ['script', 'must be short'],
    ]);
  });

  it('is told also where what came is of another form', () => {
    for (const body of [null, 'x', { detail: 5, errors: 'x' }])
      expect(toProblem(answer(502, { 'Retry-After': 'soon' }), body)).toMatchObject({
        ...{
          status: 502,
          detail: 'Atlas answered 502',
          requestId: null,
          retryAfter: null,
          fields: new Map(),
        },
      });
  });

  it('is none where Atlas cannot be reached: of a change nobody knows whether it was done', () => {
    expect(unreachable()).toMatchObject({
      status: 0,
      detail: expect.stringContaining('asked again by itself'),
    });
    expect(unreachable('POST').detail).toContain('not known whether this was done');
  });
});

describe('what is asked again by itself', () => {
  const { queries, mutations } = queryClient.getDefaultOptions();
  const retry = queries?.retry as (failures: number, error: unknown) => boolean;
  const delay = queries?.retryDelay as (failures: number, error: unknown) => number;
  const problem = (status: number, seconds: number | null = null) =>
    new ApiProblem(status, '', null, new Map(), seconds);

  it.each([
    [0, true],
    [429, true],
    [502, true],
    [503, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [409, false],
    [500, false],
  ])('after %d: %s, three times at most, and never a change', (status, again) => {
    expect([0, 2, 3].map((failures) => retry(failures, problem(status)))).toEqual([again, again, false]);
    expect(mutations?.retry).toBe(false);
  });

  it('waits as long as Atlas asks for, half a minute at most, else longer each time', () => {
    expect([problem(429, 7), problem(503, 900), problem(503, 0)].map((error) => delay(0, error))).toEqual([
      7000, 30_000, 0,
    ]);
    expect([0, 1, 9].map((failures) => delay(failures, problem(0)))).toEqual([500, 1000, 8000]);
  });
});
