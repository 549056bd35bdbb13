import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { MOST_CHANGES } from './backlog.js';
import { LiveCalls } from './live-calls.js';
import { type Call, LOADING, type LiveList, type Source } from './live-list.js';
import { MOST_HELD } from './merge-calls.js';

const call = (second: number, version = 1): Call =>
  ({
    call_id: `call-${second}`,
    version,
    created_at: new Date(second * 1_000).toISOString(),
  }) as Call;
const part = (data: Call[], next: string | null = 'more') => ({ data, total: 9, next_cursor: next });
const turn = () => new Promise((resolve) => setImmediate(resolve));

interface Reading {
  query: { page_size?: number; cursor?: string; call_id?: string[] };
  answer: (part: unknown) => void;
  fail: (error: unknown) => void;
}

/** A list whose readings are answered, and whose waits are ended, by hand. */
const open = () => {
  const readings: Reading[] = [];
  const naps: { ms: number; end: () => void }[] = [];
  let stream: Parameters<Source['listen']>[0] | undefined;
  const seen = { list: LOADING, isHeard: false };
  const source = {
    read: (query: Reading['query']) =>
      new Promise((answer, fail) => void readings.push({ query, answer, fail })),
    listen: (listener: typeof stream) => {
      stream = listener;
      seen.isHeard = true;
      return () => void (seen.isHeard = false);
    },
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((end) => {
        const nap = { ms, end };
        naps.push(nap);
        signal.addEventListener('abort', () => {
          if (naps.includes(nap)) naps.splice(naps.indexOf(nap), 1);
          end();
        });
      }),
  } as unknown as Source;
  const live = new LiveCalls(
    source,
    {},
    (list: LiveList) => void (seen.list = list),
    () => undefined,
  );
  const next = (): Reading => {
    const reading = readings.shift();
    if (!reading) throw new Error('nothing is read');
    return reading;
  };
  const answer = async (data: Call[], cursor: string | null = 'more'): Promise<void> => {
    next().answer(part(data, cursor));
    await turn();
  };
  const fail = async (error: unknown): Promise<void> => {
    next().fail(error);
    await turn();
  };
  /** Ends the waits, and answers how long they were to be. */
  const wait = async (): Promise<number[]> => {
    await turn();
    const ended = naps.splice(0);
    for (const { end } of ended) end();
    await turn();
    return ended.map(({ ms }) => ms);
  };
  if (!stream) throw new Error('nobody listens');
  return { live, seen, readings, next, answer, fail, wait, stream };
};

const shown = ({ list }: { list: LiveList }) =>
  list.rows.map(({ call_id, version }) => `${call_id.slice(5)}v${version}`);

const opened: LiveCalls[] = [];
const begin = () => {
  const page = open();
  opened.push(page.live);
  return page;
};
afterEach(() => {
  for (const live of opened.splice(0)) live.stop();
});

const problem = (status: number, retryAfter: number | null = null) =>
  new ApiProblem(status, `no ${status}`, null, new Map(), retryAfter);

describe('a live list whose reading fails', () => {
  it('reads the same changes again, as late as Atlas asks, and then tells no failure', async () => {
    const { seen, stream, answer, fail, wait, next } = begin();
    await answer([call(9), call(8)]);
    stream.onChange('call-9', 2);
    expect(await wait()).toEqual([400]);
    stream.onChange('call-9', 3);
    await fail(problem(429, 7));
    expect(seen.list.error).toMatchObject({ status: 429 });
    stream.onChange('call-8', 2);
    expect(await wait()).toEqual([7_000]);
    const { query, fail: again } = next();
    expect(query.call_id?.toSorted()).toEqual(['call-8', 'call-9']);
    again(problem(0));
    await turn();
    expect(await wait()).toEqual([2_000]);
    await answer([call(9, 3), call(8, 2)]);
    expect(shown(seen)).toEqual(['9v3', '8v2']);
    expect(seen.list.error).toBeNull();
  });

  it('reads the first page again, and at once where somebody asks for it', async () => {
    const { live, seen, stream, answer, fail, wait, readings } = begin();
    await fail(problem(503, 60));
    expect(seen.list).toMatchObject({ isLoading: false, error: { status: 503 } });
    void live.readFirst();
    await answer([call(9)]);
    expect(seen.list).toMatchObject({ isLoading: false, error: null });
    expect(shown(seen)).toEqual(['9v1']);
    stream.onChange('call-9', 2);
    // The long wait has ended with the failure.
    expect(await wait()).toEqual([4_000, 400]);
    expect(readings.some(({ query }) => query.call_id?.includes('call-9'))).toBe(true);
  });

  it('does not ask again for what was refused, until somebody does', async () => {
    const { live, stream, fail, wait, readings, answer, seen } = begin();
    await fail(problem(403));
    stream.onChange('call-9', 2);
    await wait();
    expect(readings).toEqual([]);
    void live.readFirst();
    await answer([call(9, 2)]);
    expect(seen.list.error).toBeNull();
  });
});

describe('a live list whose answers come late', () => {
  it('drops what was asked before a newer reading of the first page', async () => {
    const { seen, stream, answer, next } = begin();
    const older = next();
    stream.onReady();
    await answer([call(9, 2), call(8)]);
    older.answer(part([call(8)]));
    await turn();
    expect(shown(seen)).toEqual(['9v2', '8v1']);
  });

  it('keeps the newer version of a call', async () => {
    const { seen, stream, answer, wait, live } = begin();
    await answer([call(9), call(8)]);
    stream.onChange('call-9', 5);
    await wait();
    await answer([call(9, 5)]);
    void live.readFirst();
    await answer([call(9, 4), call(8, 2)]);
    expect(shown(seen)).toEqual(['9v5', '8v2']);
  });

  it('has no gap where the next part comes after a newer first page', async () => {
    const { live, seen, stream, answer, next } = begin();
    await answer([call(9), call(8)]);
    void live.readMore();
    const more = next();
    stream.onReset();
    more.answer(part([call(7)], 'last'));
    await turn();
    expect(shown(seen)).toEqual(['9v1', '8v1']);
    await answer([call(20), call(19)], 'fresh');
    expect(shown(seen)).toEqual(['20v1', '19v1']);
    expect(seen.list).toMatchObject({ next: 'fresh', isLoading: false });
  });

  it('reads again what changed while the next part was read', async () => {
    const { live, seen, stream, answer, next, wait } = begin();
    await answer([call(9)]);
    void live.readMore();
    const more = next();
    stream.onChange('call-8', 2);
    await wait();
    await answer([call(8, 2)]);
    more.answer(part([call(8)], null));
    await turn();
    expect(shown(seen)).toEqual(['9v1', '8v1']);
    await wait();
    for (let reading = next(); ; reading = next()) {
      if (!reading.query.call_id) continue;
      reading.answer(part([call(8, 2)]));
      break;
    }
    await turn();
    expect(shown(seen)).toEqual(['9v1', '8v2']);
  });
});

describe('a live list of many calls', () => {
  const many = Array.from({ length: 1_200 }, (_, n) => call(2_000 - n));

  it('begins anew where it has grown long, but not while somebody reads further down', async () => {
    const { live, seen, stream, answer, next, wait, readings } = begin();
    await answer(many);
    live.isStill = true;
    stream.onChange('call-2000', 2);
    await wait();
    await answer([call(2_000, 2)]);
    expect(readings).toEqual([]);
    live.isStill = false;
    stream.onChange('call-2000', 3);
    await wait();
    for (let reading = next(); ; reading = next()) {
      if (!reading.query.call_id) continue;
      reading.answer(part([call(2_000, 3)]));
      break;
    }
    await turn();
    expect(readings.at(-1)?.query).toEqual({ page_size: 50 });
    readings.at(-1)?.answer(part([call(2_000, 3)]));
    await turn();
    expect(seen.list.rows).toHaveLength(1);
  });

  it('holds back so many at most, and then shows the first page in their place', async () => {
    const { live, seen, stream, answer, wait, readings } = begin();
    await answer([call(1)]);
    live.isStill = true;
    for (let from = 0; from < MOST_HELD + 100; from += 100) {
      const some = Array.from({ length: 100 }, (_, n) => call(from + n + 2));
      for (const { call_id } of some) stream.onChange(call_id, 1);
      await wait();
      readings.findLast(({ query }) => query.call_id)?.answer(part(some));
      await turn();
      readings.length = 0;
    }
    expect(seen.list.held).toHaveLength(MOST_HELD);
    live.showHeld();
    live.showHeld();
    expect(readings).toHaveLength(1);
    await answer([call(601), call(600)]);
    expect(shown(seen)).toEqual(['601v1', '600v1']);
    expect(seen.list.held).toEqual([]);
  });

  it('stays where somebody reads further down, when it is read anew', async () => {
    const { live, seen, stream, answer, next } = begin();
    await answer([call(9), call(8)]);
    void live.readMore();
    expect(next().query).toMatchObject({ page_size: 100, cursor: 'more' });
    stream.onReset();
    await answer([call(9), call(8), call(7)], 'deep');
    live.isStill = true;
    stream.onReset();
    expect(next().query).toBeDefined();
    stream.onReset();
    await answer([call(20), call(9, 2)]);
    await answer([call(7), call(6)], 'far');
    expect(shown(seen)).toEqual(['9v2', '8v1', '7v1']);
    expect(seen.list.rows.map(({ isGone = false }) => isGone)).toEqual([false, true, false]);
    expect(seen.list.held.map(({ call_id }) => call_id)).toEqual(['call-20']);
    expect(seen.list).toMatchObject({ next: 'deep', isLoading: false });
  });

  it('is shown from the top where too many have come above who reads further down', async () => {
    const { live, seen, stream, answer, readings } = begin();
    await answer([call(1)]);
    live.isStill = true;
    stream.onReset();
    for (let part = 0; part < 11; part += 1) await answer([call(900 - part)]);
    expect(readings.at(-1)?.query).toEqual({ page_size: 50 });
    await answer([call(999)]);
    expect(shown(seen)).toEqual(['999v1']);
  });

  it('is read anew where too many change at once, also while it is read', async () => {
    const { stream, answer, wait, next } = begin();
    for (let n = 0; n <= MOST_CHANGES; n += 1) stream.onChange(`call-${n}`, 1);
    await answer([call(9)]);
    await wait();
    expect(next().query).toEqual({ page_size: 50 });
  });
});

it('a list that is left listens to nothing, reads nothing and shows nothing more', async () => {
  const { live, seen, readings, answer, stream } = open();
  await answer([]);
  const shown = seen.list;
  expect(seen.isHeard).toBe(true);
  live.stop();
  stream.onChange('a', 1);
  stream.onBreak();
  await turn();
  expect([seen.isHeard, readings.length, seen.list === shown]).toEqual([false, 0, true]);
});
