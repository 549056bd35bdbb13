import { expect, it } from '@jest/globals';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { ApiKeysMemoryRepository } from '../testing/api-keys.memory.repository.js';
import { ApiKeysService } from './api-keys.service.js';

it('knows whether anybody can get in by a key now', async () => {
  const clock = new FakeClock();
  const keys = new ApiKeysService(new ApiKeysMemoryRepository(), clock);
  await expect(keys.hasValid()).resolves.toBe(false);
  await keys.create({ name: 'cron', scopes: ['admin'], expiresAt: new Date(clock.wall() + 1_000) });
  await expect(keys.hasValid()).resolves.toBe(true);
  clock.pass(1_000);
  await expect(keys.hasValid()).resolves.toBe(false);
});
