import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { cancelable, MOST_AT_ONCE, readIds } from './cancel-ids.js';
import { CancelRun, type CancelState, UNREAD } from './cancel-run.js';

const problem = (status: number, retryAfter: number | null = null) =>
  new ApiProblem(status, `no ${status}`, null, new Map(), retryAfter);
const { signal } = new AbortController();
const atOnce = async () => undefined;
const turn = () => new Promise((resolve) => setImmediate(resolve));

const begin = (cancel: (id: string) => Promise<unknown>, ids = ['a', 'b', 'c', 'd']) => {
  const seen: { state: CancelState } = { state: UNREAD };
  const signals: AbortSignal[] = [];
  const readAll = async (given: AbortSignal) => {
    signals.push(given);
    await turn();
    return { ids, total: ids.length };
  };
  const run = new CancelRun(
    { readIds: readAll, cancel, sleep: atOnce },
    (state) => void (seen.state = state),
  );
  return { run, seen, signals };
};

describe('the calls that are to be canceled', () => {
  it('are those that fit and were not answered', () => {
    expect(cancelable({ user: 'ada' })).toEqual({ user: 'ada', status: ['queued', 'initiated', 'ringing'] });
    expect(cancelable({ status: 'queued,busy', until: 'then' })).toEqual({
      status: ['queued'],
      until: 'then',
    });
    expect(cancelable({ status: 'busy' })).toBeNull();
  });

  it('are read to their end, patiently', async () => {
    const waits: number[] = [];
    const cursors: (string | undefined)[] = [];
    const failures = [problem(429, 3)];
    const found = await readIds(
      async ({ cursor }) => {
        const failure = failures.pop();
        if (failure) throw failure;
        cursors.push(cursor);
        return cursor
          ? { data: [{ call_id: 'a' }], total: null, next_cursor: null }
          : { data: [{ call_id: 'b' }], total: 3, next_cursor: 'k' };
      },
      signal,
      async (ms) => void waits.push(ms),
    );
    expect(found).toEqual({ ids: ['b', 'a'], total: 2 });
    expect(cursors).toEqual([undefined, 'k']);
    expect(waits).toEqual([3_000]);
  });

  it('are so many at most, and what there is besides is told', async () => {
    const data = Array.from({ length: 100 }, (_, n) => ({ call_id: String(n) }));
    const read = async ({ cursor }: { cursor?: string }) => ({
      data,
      total: cursor ? null : 70_000,
      next_cursor: 'k',
    });
    const { ids, total } = await readIds(read, signal, atOnce);
    expect([ids.length, total]).toEqual([MOST_AT_ONCE, 70_000]);
  });
});

describe('a run that cancels', () => {
  it('cancels exactly what was counted, and tells of a call that was answered meanwhile', async () => {
    const asked: string[] = [];
    const { run, seen, signals } = begin(async (id) => {
      asked.push(id);
      if (id === 'b') throw problem(409);
    });
    await run.read();
    expect(seen.state.found?.ids).toHaveLength(4);
    await run.start();
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(signals).toHaveLength(1);
    expect(seen.state).toMatchObject({ isOver: true, isStopped: false });
    expect(seen.state.progress).toMatchObject({ canceled: 3, failed: [{ id: 'b', why: 'no 409' }] });
  });

  it('begins anew after it was stopped, whether it read or canceled', async () => {
    const { run, seen, signals } = begin(async (id) => {
      if (id === 'a' && !seen.state.isStopped && stops-- > 0) run.stop();
    });
    let stops = 1;
    const reading = run.read();
    run.stop();
    await reading;
    expect(seen.state.found).toBeNull();
    await run.read();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await run.start();
    expect(seen.state).toMatchObject({ isOver: true, isStopped: true });
    expect(seen.state.progress?.done).toBeLessThan(4);
    await run.start();
    expect(seen.state).toMatchObject({ isOver: true, isStopped: false, progress: { canceled: 4 } });
  });

  it('is one at a time, and a failure to read is told until it is read', async () => {
    const asked: string[] = [];
    const { run, seen } = begin(async (id) => void asked.push(id));
    await run.start();
    expect(asked).toEqual([]);
    await run.read();
    await Promise.all([run.start(), run.start()]);
    expect(asked).toHaveLength(4);
    const states: CancelState[] = [];
    const broken = async () => Promise.reject(problem(400));
    const failing = new CancelRun(
      { readIds: broken, cancel: atOnce, sleep: atOnce },
      (state) => void states.push(state),
    );
    await failing.read();
    expect(states.at(-1)?.error).toMatchObject({ status: 400 });
    expect(seen.state.error).toBeNull();
  });
});
