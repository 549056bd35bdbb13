import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const load = async <T>(script: string): Promise<T> =>
  (await import(pathToFileURL(resolve('tools', script)).href)) as T;

describe('check-text', () => {
  const slashes = '/'.repeat(2);

  it.each([
    ['a linter is switched off', `// oxlint-${'disable'}-next-line no-console`],
    ['an address of a package registry', `see https:${slashes}registry.example.org/atlas`],
    ['an absolute path of one machine', `const path = '${'/home'}/ada/atlas';`],
    ['a secret key in the clear', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
    ['a merge left unfinished', `${'<'.repeat(7)} HEAD`],
  ])('finds %s', async (reason, line) => {
    const { breaches } = await load<{ breaches: (path: string, text: string) => string[] }>('check-text.js');
    expect(breaches('src/a.ts', `export {};\n${line}\n`)).toEqual([`src/a.ts:2: ${reason}`]);
  });

  it('finds nothing in plain text', async () => {
    const { breaches } = await load<{ breaches: (path: string, text: string) => string[] }>('check-text.js');
    expect(breaches('README.md', `Open http:${slashes}localhost:8000/docs, or /users.\n=======\n`)).toEqual(
      [],
    );
  });
});

describe('test-count', () => {
  const results = {
    numPassedTests: 12,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };

  it.each([
    ['12 passed, 1 failed', {}],
    ['12 passed, 3 failed', { numRuntimeErrorTestSuites: 2 }],
    ['12 passed, 1 failed, 4 skipped', { numPendingTests: 3, numTodoTests: 1 }],
  ])('says %s', async (line, differences) => {
    const { countLine } = await load<{ countLine: (runs: object[]) => string }>('test-count.js');
    expect(countLine([{ ...results, ...differences }])).toBe(line);
  });

  it('adds the proofs to the specs', async () => {
    const { countLine } = await load<{ countLine: (runs: object[]) => string }>('test-count.js');
    expect(countLine([results, { ...results, numPendingTests: 5 }])).toBe('24 passed, 2 failed, 5 skipped');
  });
});

describe("Nest's generator", () => {
  it('works in this tree', () => {
    const nest = resolve('node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    const options = { encoding: 'utf8', input: '' } as const;
    const { status, stdout } = spawnSync(
      process.execPath,
      [nest, 'g', 'resource', 'things', '--dry-run'],
      options,
    );
    const report = stripVTControlCharacters(stdout);
    expect(report).toMatch(/CREATE src\/things\/things\.module\.ts/);
    expect(report).toMatch(/UPDATE src\/app\.module\.ts/);
    expect(status).toBe(0);
  });
});

describe('build --if-needed', () => {
  let directory: string;
  const write = (path: string, seconds: number): void => {
    writeFileSync(join(directory, path), '');
    utimesSync(join(directory, path), seconds, seconds);
    // Making a file touches its folder; what is looked at here is the file.
    utimesSync(join(directory, 'src'), 1, 1);
  };
  const isBuilt = async (): Promise<boolean> =>
    (await load<{ isBuilt: (directory: string) => boolean }>('build.js')).isBuilt(directory);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'atlas-build-'));
    for (const name of ['src', 'dist']) mkdirSync(join(directory, name));
    write('src/main.ts', 100);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('builds where nothing was built, or a build did not finish', async () => {
    write('dist/main.js', 200);
    expect(await isBuilt()).toBe(false);
  });

  it('is content with a finished build that is newer than its sources', async () => {
    write('dist/.built', 200);
    write('src/main.spec.ts', 300);
    expect(await isBuilt()).toBe(true);
  });

  it.each(['src/main.ts', 'src/new.ts', 'tsconfig.json', 'package-lock.json'])(
    'builds again after a change of %s',
    async (path) => {
      write('dist/.built', 200);
      write(path, 300);
      expect(await isBuilt()).toBe(false);
    },
  );
});
