import { expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { LateCount } from './late-count.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('counts once for all who asked meanwhile, again where that may pass, and never once it has ended', async () => {
  const end = new AbortController();
  const wakes: (() => void)[] = [];
  const waits: number[] = [];
  let counts = 0;
  let failure: Error | undefined;
  const count = async () => {
    counts += 1;
    if (failure) throw failure;
  };
  const sleep = (ms: number) => {
    waits.push(ms);
    return new Promise<void>((resolve) => wakes.push(resolve));
  };
  const wake = async () => {
    wakes.shift()?.();
    await turn();
  };
  const late = new LateCount(count, sleep, end.signal);
  for (let n = 0; n < 3; n += 1) void late.ask();
  await wake();
  expect([counts, wakes.length, waits]).toEqual([1, 0, [4000]]);
  failure = new ApiProblem(503, '', null, new Map(), 9);
  void late.ask();
  await wake();
  expect([counts, wakes.length, waits.at(-1)]).toEqual([2, 1, 9000]);
  failure = new ApiProblem(400, '', null);
  await wake();
  expect([counts, wakes.length]).toEqual([3, 0]);
  void late.ask();
  end.abort();
  await wake();
  expect(counts).toBe(3);
});
