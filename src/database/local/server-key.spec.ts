import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverKey } from './server-key.js';

describe('serverKey', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'atlas-key-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('is made once, of 32 random bytes, and closed to all other users', async () => {
    const { file, value } = await serverKey(dataDir);
    expect(value).toMatch(/^[\da-f]{64}$/);
    expect(await readFile(file, 'utf8')).toBe(value);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await serverKey(dataDir)).toEqual({ file, value });
    expect(await readdir(dataDir)).toEqual(['database.key']);
  });

  it.each(['', 'cut sho'])('is made anew where it is damaged (%j)', async (content) => {
    await writeFile(join(dataDir, 'database.key'), content, { mode: 0o600 });
    expect((await serverKey(dataDir)).value).toMatch(/^[\da-f]{64}$/);
  });

  it('is made anew where others could have read it', async () => {
    const { file, value } = await serverKey(dataDir);
    await chmod(file, 0o644);
    expect((await serverKey(dataDir)).value).not.toBe(value);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
