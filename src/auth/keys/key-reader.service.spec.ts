import type { IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { AccessService } from '../access.service.js';
import { createEnvironment } from '../../config/create-environment.js';
import type { Environment } from '../../config/environment.js';
import { PRODUCTION } from '../../config/testing/settings.js';
import { someApiKey } from '../testing/api-key.factory.js';
import { ApiKeysMemoryRepository } from '../testing/api-keys.memory.repository.js';
import { KeyReader } from './key-reader.service.js';

const HALF = 'A'.repeat(43);

let keys: ApiKeysMemoryRepository;
let reader: KeyReader;
let clock: FakeClock;

const open = (environment: Environment): KeyReader =>
  new KeyReader(keys, new AccessService(environment), clock, environment);

beforeEach(() => {
  clock = new FakeClock();
  // To the cache a start at 0 is none.
  clock.pass(1);
  Logger.overrideLogger(false);
  keys = new ApiKeysMemoryRepository();
  reader = open(createEnvironment({}));
});

const asking = (headersDistinct: Record<string, string[]>) =>
  reader.read({ headersDistinct } as unknown as IncomingMessage);
const bearer = (key: string) => asking({ authorization: [`Bearer ${key}`] });
const kept = async (...args: Parameters<typeof someApiKey>) => {
  const made = someApiKey(...args);
  await keys.insert(made.kept);
  return made;
};

describe('an API key', () => {
  it.each([
    ['authorization', 'Bearer '],
    ['authorization', 'bearer  '],
    ['x-api-key', ''],
  ])('in %s after %j tells who asks, and what they may do', async (header, before) => {
    const { key, kept: stored } = await kept({ name: 'cron', scopes: ['calls:write', 'calls:read'] });
    await expect(asking({ [header]: [before + key] })).resolves.toEqual({
      kind: 'key',
      id: `key:${stored.id}`,
      name: 'cron',
      scopes: new Set(['calls:write', 'calls:read']),
    });
  });

  it('is not there where the headers hold none', async () => {
    await expect(asking({})).resolves.toBeNull();
    await expect(asking({ authorization: ['Basic YTpi'] })).resolves.toBeNull();
  });

  it.each([
    '',
    'x',
    `atlas_${HALF}x`,
    `atlas_${HALF.slice(1)}`,
    `ATLAS_${HALF}`,
    `atlas_${HALF.slice(1)}+`,
    ` atlas_${HALF}`,
  ])('is refused without asking the database where it is written so: %j', async (text) => {
    await expect(asking({ 'x-api-key': [text] })).resolves.toBe('invalid');
    expect(keys.reads).toBe(0);
  });

  it('is refused where there are two of them, be they the same', async () => {
    const { key } = await kept();
    await expect(asking({ authorization: [`Bearer ${key}`], 'x-api-key': [key] })).resolves.toBe('invalid');
    await expect(asking({ 'x-api-key': [key, key] })).resolves.toBe('invalid');
  });

  it('is refused where nobody has it, it has expired, or was revoked', async () => {
    await expect(bearer(`atlas_${HALF}`)).resolves.toBe('invalid');
    const { key } = await kept({ expiresAt: new Date(clock.wall() + 1_000) });
    await expect(bearer(key)).resolves.toMatchObject({ kind: 'key' });
    clock.pass(1_000);
    await expect(bearer(key)).resolves.toBe('invalid');
    const revoked = await kept();
    await keys.revoke(revoked.kept.id, new Date());
    await expect(bearer(revoked.key)).resolves.toBe('invalid');
  });

  it('that is revoked is refused within five seconds, without a read for each request', async () => {
    const { key, kept: stored } = await kept();
    for (let n = 0; n < 50; n += 1) await bearer(key);
    expect(keys.reads).toBe(1);
    await keys.revoke(stored.id, new Date(clock.wall()));
    clock.pass(4_900);
    await expect(bearer(key)).resolves.toBe('invalid');
  });

  it('has its use noted once a minute', async () => {
    const { key, kept: stored } = await kept();
    const noted = jest.spyOn(keys, 'noteUse');
    for (let second = 0; second < 62; second += 1) {
      await bearer(key);
      clock.pass(1_000);
    }
    expect(noted).toHaveBeenCalledTimes(2);
    expect((await keys.findById(stored.id))?.lastUsedAt).toBeDefined();
  });

  it('that was made while nobody needed one is good no longer where one is needed', async () => {
    const { key } = await kept({ onlyWhileOpen: true, scopes: ['admin'] });
    await expect(bearer(key)).resolves.toMatchObject({ kind: 'key' });
    reader = open(createEnvironment(PRODUCTION));
    await expect(bearer(key)).resolves.toBe('invalid');
    await expect(bearer((await kept()).key)).resolves.toMatchObject({ kind: 'key' });
  });

  it('that was revoked is refused 5 s later, also where it took long to look it up', async () => {
    const { key, kept: stored } = await kept();
    const find = keys.findByHash.bind(keys);
    jest.spyOn(keys, 'findByHash').mockImplementation(async (hash) => {
      const found = structuredClone(await find(hash));
      clock.pass(4_000);
      return found;
    });
    await bearer(key);
    await keys.revoke(stored.id, new Date(clock.wall()));
    clock.pass(1_000);
    await expect(bearer(key)).resolves.toBe('invalid');
  });

  it('has its use noted though another instance noted it more than a minute ago', async () => {
    const { key, kept: stored } = await kept();
    await keys.noteUse(stored.id, new Date(clock.wall() - 60_001), new Date(0));
    await bearer(key);
    expect((await keys.findById(stored.id))?.lastUsedAt).toEqual(new Date(clock.wall()));
  });

  it('has no use noted that another instance noted less than a minute ago', async () => {
    const { key, kept: stored } = await kept();
    const then = new Date(clock.wall() - 59_999);
    await keys.noteUse(stored.id, then, new Date(0));
    await bearer(key);
    expect((await keys.findById(stored.id))?.lastUsedAt).toEqual(then);
  });

  it('lets its holder in though its use cannot be noted', async () => {
    const { key } = await kept();
    jest.spyOn(keys, 'noteUse').mockRejectedValue(new Error('away'));
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    await expect(bearer(key)).resolves.toMatchObject({ kind: 'key' });
    expect(warn).toHaveBeenCalledWith('The last use of a key could not be noted', new Error('away'));
    warn.mockRestore();
  });
});
