import { expect, it, jest } from '@jest/globals';
import { WaitingCount } from './waiting-count.js';

const openCount = () => {
  const room = { waiting: 0, now: 0 };
  const count = jest.fn(async () => room.waiting);
  return { room, count, waiting: new WaitingCount(count, () => room.now) };
};

it('is counted once for very many who ask while there is room', async () => {
  const { room, count, waiting } = openCount();
  for (let i = 0; i < 100; i += 1) {
    await expect(waiting.before(100)).resolves.toBeLessThan(100);
    room.waiting += 1;
  }
  expect(count).toHaveBeenCalledTimes(1);
});

it('lets nobody into a queue that was filled since it was counted', async () => {
  const { room, waiting } = openCount();
  for (; room.waiting < 3; room.waiting += 1) expect(await waiting.before(3)).toBeLessThan(3);
  await expect(waiting.before(3)).resolves.toBe(3);
});

it('has room again for who took a place that nobody waits in', async () => {
  const { waiting } = openCount();
  await waiting.before(1);
  await expect(waiting.before(1)).resolves.toBe(0);
});

it('counts a full queue seldom, and nothing for who only looks', async () => {
  const { room, count, waiting } = openCount();
  room.waiting = 3;
  for (let i = 0; i < 10; i += 1) await expect(waiting.before(3)).resolves.toBe(3);
  room.waiting = 1;
  room.now = 1_000;
  for (let i = 0; i < 10; i += 1) await expect(waiting.get()).resolves.toBe(1);
  expect(count).toHaveBeenCalledTimes(2);
});
