import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadEnvironment } from './load-environment.js';

describe('loadEnvironment', () => {
  const before = { ...process.env };
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-env-'));
    file = join(folder, '.env');
    delete process.env.MONGO_DB;
  });
  afterEach(() => {
    process.env = { ...before };
    rmSync(folder, { recursive: true });
  });

  it('reads what .env adds', () => {
    writeFileSync(file, '# a comment\nMONGO_DB="from_file" # another\n');
    expect(loadEnvironment(file).mongoDb).toBe('from_file');
  });

  it('lets the real environment win, an empty variable too', () => {
    writeFileSync(file, 'MONGO_DB=from_file\n');
    process.env.MONGO_DB = 'from_process';
    expect(loadEnvironment(file).mongoDb).toBe('from_process');
    process.env.MONGO_DB = '';
    expect(loadEnvironment(file).mongoDb).toBe('atlas');
  });

  it('needs no file, and does not swallow an unreadable one', () => {
    expect(loadEnvironment(file).mongoDb).toBe('atlas');
    expect(() => loadEnvironment(folder)).toThrow('EISDIR');
  });
});
