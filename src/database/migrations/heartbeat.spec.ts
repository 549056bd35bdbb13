import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Db } from 'mongodb';
import { Heartbeat } from './heartbeat.js';
import { Instances, newInstance } from './instances.js';

const instance = newInstance(3);
const warn = jest.fn<(line: string) => void>();
let note: jest.SpiedFunction<Instances['note']>;
let heartbeat: Heartbeat;

beforeEach(async () => {
  jest.useFakeTimers();
  jest.spyOn(Instances.prototype, 'open').mockResolvedValue();
  jest.spyOn(Instances.prototype, 'remove').mockResolvedValue();
  note = jest.spyOn(Instances.prototype, 'note').mockResolvedValue();
  heartbeat = new Heartbeat({ collection: () => ({}) } as unknown as Db, instance, warn);
  await heartbeat.start();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('a heartbeat', () => {
  it('says every 10 s that the instance runs, also after the database was away, until it is stopped', async () => {
    note.mockRejectedValueOnce(new Error('it is away'));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(note.mock.calls).toEqual(Array.from({ length: 4 }, () => [instance]));
    expect(warn.mock.calls).toEqual([[expect.stringContaining('it is away')]]);
    await heartbeat.stop();
    await jest.advanceTimersByTimeAsync(30_000);
    expect(note).toHaveBeenCalledTimes(4);
    expect(Instances.prototype.remove).toHaveBeenCalledWith(instance);
  });
});
