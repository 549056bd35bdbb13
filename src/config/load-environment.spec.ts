import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from './configuration-error.js';
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

  it('gives what OpenTelemetry reads itself to the process, where the process does not have it', () => {
    process.env.OTEL_BSP_MAX_QUEUE_SIZE = '7';
    writeFileSync(file, 'OTEL_SERVICE_NAME=mine\nOTEL_BSP_MAX_QUEUE_SIZE=9\nOTHER=x\n');
    loadEnvironment(file);
    const { OTEL_SERVICE_NAME, OTEL_BSP_MAX_QUEUE_SIZE, OTHER } = process.env;
    expect([OTEL_SERVICE_NAME, OTEL_BSP_MAX_QUEUE_SIZE, OTHER]).toEqual(['mine', '7', undefined]);
  });

  it('needs no file', () => {
    expect(loadEnvironment(file).mongoDb).toBe('atlas');
  });

  it('says in one line that .env cannot be read, and what to do', () => {
    mkdirSync(file);
    expect(() => loadEnvironment(file)).toThrow(
      new ConfigurationError([
        '.env cannot be read (EISDIR): make it a file that this user may read, or remove it',
      ]),
    );
  });

  it('tells at once that data cannot be kept', () => {
    writeFileSync(file, 'a file');
    process.env.ATLAS_DATA_DIR = file;
    process.env.PORT = 'x';
    expect(() => loadEnvironment(join(folder, '.env.none'))).toThrow(
      new ConfigurationError([
        'PORT must be an integer between 1 and 65535: set PORT=8000 or another free port',
        'ATLAS_DATA_DIR is not a folder: set ATLAS_DATA_DIR to a folder that Atlas may write to',
      ]),
    );
  });
});
