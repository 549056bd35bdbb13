import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Clock } from './clock.service.js';

const LONG_MS = 60_000;

describe('a sleep', () => {
  const clock = new Clock();

  it('lasts as long as it is to', async () => {
    const from = clock.monotonic();
    await clock.sleep(20);
    expect(clock.monotonic() - from).toBeGreaterThan(18);
  });

  it('ends early with its signal, and nothing listens to that any more', async () => {
    const end = new AbortController();
    const sleeping = clock.sleep(LONG_MS, end.signal);
    end.abort();
    await sleeping;
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });

  it('ends without waiting where its signal was aborted before, or it is to last for no time', async () => {
    const from = clock.monotonic();
    await clock.sleep(LONG_MS, AbortSignal.abort());
    await clock.sleep(0);
    await clock.sleep(-1);
    expect(clock.monotonic() - from).toBeLessThan(LONG_MS);
  });

  it('leaves nothing with its signal where it lasted as long as it was to', async () => {
    const end = new AbortController();
    await clock.sleep(1, end.signal);
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });
});

describe('work that is waited for at most so long', () => {
  const clock = new Clock();

  it('is over when it ends, and fails as it does', async () => {
    await clock.atMost(LONG_MS, Promise.resolve());
    await expect(clock.atMost(LONG_MS, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('is waited for no longer', async () => {
    const from = clock.monotonic();
    await clock.atMost(5, new Promise(() => undefined));
    expect(clock.monotonic() - from).toBeGreaterThan(4);
  });
});
