import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { mayPass, patiently, sleep, waitOf } from './patience.js';

const problem = (status: number, retryAfter: number | null = null) =>
  new ApiProblem(status, `no ${status}`, null, new Map(), retryAfter);

describe('patience', () => {
  it('is had with what may pass, for as long as Atlas asks', () => {
    expect([0, 429, 503].map((status) => mayPass(problem(status)))).toEqual([true, true, true]);
    expect([400, 403, 409].map((status) => mayPass(problem(status)))).toEqual([false, false, false]);
    expect(mayPass(new TypeError('the answer broke off'))).toBe(true);
    expect([waitOf(problem(429, 7), 1), waitOf(problem(0), 2), waitOf(problem(0), 50)]).toEqual([
      7_000, 2_000, 15_000,
    ]);
  });

  it('ends where it is stopped', async () => {
    const stop = new AbortController();
    const slept = sleep(60_000, stop.signal);
    stop.abort();
    await slept;
    await sleep(60_000, stop.signal);
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw problem(503);
    };
    await expect(patiently(work, stop.signal, sleep)).rejects.toThrow('no 503');
    expect(tries).toBe(1);
  });
});
