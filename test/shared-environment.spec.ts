import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../src/config/child-environment.js';

const SPECS = {
  'a-changes': `
    import { expect, it, jest } from '@jest/globals';
    it('changes the process', () => {
      jest.setTimeout(1);
      jest.useFakeTimers();
      jest.spyOn(Math, 'random').mockReturnValue(7);
      process.env.LEFT = 'behind';
      delete process.env.KEPT;
      process.on('SIGTERM', function left() {});
      expect(Math.random()).toBe(7);
    });`,
  'b-sees-none': `
    import { expect, it } from '@jest/globals';
    it('finds it as it was', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(Math.random()).toBeLessThan(1);
      expect([process.env.LEFT, process.env.KEPT]).toEqual([undefined, 'kept']);
      expect(process.listeners('SIGTERM').map(({ name }) => name)).not.toContain('left');
      expect([]).toBeInstanceOf(Object);
    });`,
  'c-leaves': `
    import { createServer } from 'node:net';
    import { it } from '@jest/globals';
    it('listens', () => new Promise((resolve) => createServer().listen(0, '127.0.0.1', resolve)));`,
  'd-hangs': `
    import { it } from '@jest/globals';
    it('never ends', () => new Promise(() => undefined), 50);`,
};

/** Jest would begin with the longest. */
const BY_NAME = `export default class {
  sort(tests) {
    return tests.toSorted((a, b) => a.path.localeCompare(b.path));
  }
  cacheResults() {}
}`;

interface Results {
  testResults: { name: string; status: string; message: string }[];
}

describe('spec files that share one process', () => {
  let folder: string;
  let results: Map<string, { status: string; message: string }>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-shared-'));
    for (const [name, text] of Object.entries(SPECS)) writeFileSync(join(folder, `${name}.spec.ts`), text);
    writeFileSync(join(folder, 'by-name.mjs'), BY_NAME);
    const support = (name: string) => resolve('test', 'support', `${name}.mjs`);
    const config = {
      rootDir: folder,
      runtime: support('shared-runtime'),
      testEnvironment: support('shared-environment'),
      testSequencer: join(folder, 'by-name.mjs'),
      testRegex: 'spec[.]ts$',
      transform: {},
    };
    // What is left listening would keep it for ever.
    const options = ['--runInBand', '--forceExit', '--json', `--config=${JSON.stringify(config)}`];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('node_modules/jest/bin/jest.js'), ...options],
      { encoding: 'utf8', env: childEnvironment({ KEPT: 'kept' }) },
    );
    if (!stdout.startsWith('{')) throw new Error(stderr);
    const { testResults } = JSON.parse(stdout) as Results;
    results = new Map(testResults.map(({ name, ...result }) => [name.slice(folder.length + 1, -8), result]));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('find it as it was, whatever another has changed', () => {
    expect(results.get('a-changes')).toMatchObject({ status: 'passed' });
    expect(results.get('b-sees-none')).toMatchObject({ status: 'passed', message: '' });
  });

  it('fail where they leave a server, and where they hang', () => {
    expect(results.get('c-leaves')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('has left a server listening'),
    });
    expect(results.get('d-hangs')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('Exceeded timeout of 50 ms'),
    });
  });
});
