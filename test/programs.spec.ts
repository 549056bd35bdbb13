import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../src/config/child-environment.js';

const PROGRAMS = [
  'dist/main.js',
  'dist/demo/demo.js',
  'dist/simulator/main.js',
  'dist/openapi.js',
  'dist/migrate.js',
  'dist/keys.js',
  'dist/people.js',
  'dist/audit.js',
  'dist/doctor.js',
  'dist/analytics.js',
  'tools/build.js',
  'tools/check.js',
  'tools/check-text.js',
  'tools/check-lockfile.js',
  'tools/mutation.js',
  'tools/postman.js',
  'tools/test-count.js',
  'bench/simulator.js',
];

describe.each(PROGRAMS)('%s', (program) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-programs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (argument: string) =>
    spawnSync(process.execPath, [resolve(program), argument], {
      cwd: folder,
      env: childEnvironment({ TMPDIR: folder }),
      encoding: 'utf8',
    });

  it('explains itself, ends with 0 and does no more', () => {
    const { status, stdout, stderr } = run('--help');
    expect(stdout).toMatch(/Usage: n(?:pm|ode) /);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names an argument that it does not know, and ends with 2', () => {
    const { status, stdout, stderr } = run('--nonsense');
    expect(stderr).toMatch(/'--nonsense'[^]*Usage: n(?:pm|ode) /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
