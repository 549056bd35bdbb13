import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { cancelMany } from './cancel-many.js';

const problem = (status: number, retryAfter: number | null = null) =>
  new ApiProblem(status, `no ${status}`, null, new Map(), retryAfter);

describe('many calls are canceled', () => {
  it('patiently, and what could not be is told with the reason', async () => {
    const answers: Record<string, ApiProblem[]> = { b: [problem(429, 7), problem(503)], c: [problem(409)] };
    const waits: number[] = [];
    const seen: number[] = [];
    const progress = await cancelMany({
      ids: ['a', 'b', 'c'],
      cancel: async (id) => {
        const next = answers[id]?.shift();
        if (next) throw next;
      },
      signal: new AbortController().signal,
      sleep: async (ms) => void waits.push(ms),
      onProgress: ({ done }) => seen.push(done),
    });
    expect(progress).toMatchObject({ done: 3, canceled: 2, failed: [{ id: 'c', why: 'no 409' }] });
    expect(waits).toEqual([7_000, 2_000]);
    expect(seen.at(-1)).toBe(3);
  });

  it('until it is stopped; what never passes is given up', async () => {
    const stop = new AbortController();
    const canceled: string[] = [];
    const work = { sleep: async () => undefined, onProgress: () => undefined };
    await cancelMany({
      ...work,
      ids: ['a', 'b', 'c', 'd', 'e'],
      signal: stop.signal,
      cancel: async (id) => {
        canceled.push(id);
        stop.abort();
      },
    });
    expect(canceled).toEqual(['a']);
    const { failed } = await cancelMany({
      ...work,
      ids: ['a'],
      signal: new AbortController().signal,
      cancel: async () => {
        throw problem(502);
      },
    });
    expect(failed).toEqual([{ id: 'a', why: 'no 502' }]);
  });
});
