import { describe, expect, it, jest } from '@jest/globals';
import type { Logger } from '@nestjs/common';
import { Clock } from './clock.service.js';
import { Recurring } from './recurring.js';

const warn = jest.fn();
const recurring = (work: () => Promise<void>, everyMs: number | (() => number)) =>
  new Recurring({
    clock: new Clock(),
    logger: { warn } as unknown as Logger,
    everyMs,
    what: 'Not done',
    work,
  });
const times = async (work: jest.Mock, count: number): Promise<void> => {
  while (work.mock.calls.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('recurring work', () => {
  it('is done again though it failed, and not once it is stopped', async () => {
    const work = jest.fn(async () => Promise.reject(new Error('away')));
    const each = recurring(work, 1);
    each.start();
    await times(work, 3);
    await each.stop();
    const done = work.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(work).toHaveBeenCalledTimes(done);
    expect(warn).toHaveBeenCalledWith('Not done: Error: away');
  });

  it('rests as long as it says, which it is asked each time', async () => {
    const rests = [1, 1, 3_600_000];
    const work = jest.fn(async () => undefined);
    const each = recurring(work, () => rests.shift()!);
    each.start(0);
    await times(work, 3);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await each.stop();
    expect([work.mock.calls.length, rests]).toEqual([3, []]);
  });

  it('is done sooner where it is woken, also while it is done', async () => {
    let finish = (): void => undefined;
    const work = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const each = recurring(work, 3_600_000);
    each.start();
    each.wake();
    await times(work, 1);
    each.wake();
    finish();
    await times(work, 2);
    finish();
    await each.stop();
    expect(work).toHaveBeenCalledTimes(2);
  });
});
