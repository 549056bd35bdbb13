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

  it('names what failed: a test by its message, a file that could not run by its own', async () => {
    const { failedTests } = await load<{ failedTests: (runs: object[]) => string[] }>('test-count.js');
    const passed = { fullName: 'users are listed', status: 'passed', failureMessages: [] };
    const failed = {
      fullName: 'users are made',
      status: 'failed',
      failureMessages: [`Error: red\n    at x${'\nmore'.repeat(30)}`],
    };
    const files = [
      { name: resolve('src/a.spec.ts'), status: 'failed', message: '', assertionResults: [passed, failed] },
      { name: resolve('src/b.spec.ts'), status: 'failed', message: 'Cannot find c\n', assertionResults: [] },
      { name: resolve('src/d.spec.ts'), status: 'passed', message: '', assertionResults: [passed] },
    ];
    expect(failedTests([{ testResults: files }])).toEqual([
      expect.stringMatching(
        /^FAILED src\/a\.spec\.ts › users are made: Error: red\n {6}at x(\n {2}more){22}$/,
      ),
      'FAILED src/b.spec.ts › the file itself: Cannot find c',
    ]);
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

describe('the mutation of a room', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'atlas-mutation-'));
    mkdirSync(join(directory, 'src', 'things', 'kept'), { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const mutation = load<{
    unitSpecs: (room: string, directory: string) => string[];
    mutated: (room: string) => string[];
  }>('mutation.js');
  const write = (name: string, text: string): void =>
    writeFileSync(join(directory, 'src', 'things', name), text);

  it('runs the specs of the room, save those that open a database or start programs', async () => {
    write('things.ts', '');
    write('things.spec.ts', "import { Things } from './things.js';");
    write('kept/kept.spec.ts', "import { FakeClock } from '../../common/testing/fake-clock.js';");
    write(
      'kept/kept.repository.spec.ts',
      "import { openTestDatabase } from '../../../test/support/mongo.js';",
    );
    write('kept/program.spec.ts', "import { spawn } from 'node:child_process';");
    const { unitSpecs } = await mutation;
    expect(unitSpecs('things', directory)).toEqual([
      'src/things/kept/kept.spec.ts',
      'src/things/things.spec.ts',
    ]);
  });

  it('leaves alone what only a server shows', async () => {
    const { mutated } = await mutation;
    expect(mutated('calls/news')).toContain('src/calls/news/**/*.ts');
    expect(mutated('calls/news')).toContain('!src/calls/news/**/*.mongo.repository.ts');
  });
});

describe('the review of the lockfile', () => {
  const integrity = `sha512-${'A'.repeat(86)}==`;
  const npm = (host: string): string => `https:${'/'.repeat(2)}${host}/left-pad-1.0.0.tgz`;

  interface Entry {
    [field: string]: unknown;
  }
  const rules = load<{
    LOCAL: Record<string, string>;
    INSTALL_SCRIPTS: Record<string, string>;
    LICENCES_READ: Record<string, string>;
  }>('lockfile-rules.js');

  /** What is said of a tree that has all that the rules list, and these packages in place of or beside that. */
  const breaches = async (
    entries: Record<string, Entry> = {},
    changes: { manifest?: object; lockfile?: object } = {},
  ): Promise<string[]> => {
    const { lockfileBreaches } = await load<{
      lockfileBreaches: (manifest: object, lockfile: object) => string[];
    }>('check-lockfile.js');
    const { LOCAL, INSTALL_SCRIPTS, LICENCES_READ } = await rules;
    const entry = { version: '1.0.0', integrity, license: 'MIT' };
    const named = [...Object.keys(INSTALL_SCRIPTS), ...Object.keys(LICENCES_READ)];
    const links = Object.entries(LOCAL).map(([name, resolved]) => [
      `node_modules/${name}`,
      { link: true, resolved },
    ]);
    const dependencies = { 'left-pad': '1.0.0' };
    const packages: Record<string, object> = {
      '': { dependencies },
      ...Object.fromEntries(named.map((name) => [`node_modules/${name}`, entry])),
      ...(Object.fromEntries(links) as object),
      'node_modules/left-pad': entry,
    };
    for (const [path, fields] of Object.entries(entries))
      packages[path] =
        path in packages && !fields['link'] ? { ...packages[path], ...fields } : { ...entry, ...fields };
    return lockfileBreaches(
      { dependencies, ...changes.manifest },
      { lockfileVersion: 3, packages, ...changes.lockfile },
    );
  };
  const leftPad = (fields: Entry): Promise<string[]> => breaches({ 'node_modules/left-pad': fields });

  it('finds nothing where all is as it should be', async () => {
    expect(await breaches()).toEqual([]);
  });

  it.each<[Entry, string]>([
    [{ integrity: undefined }, 'has no sha512 integrity'],
    [{ integrity: `sha1-${'A'.repeat(27)}=` }, 'has no sha512 integrity'],
    [{ version: 'https-left-pad' }, 'its version is not a number'],
    [{ hasInstallScript: true }, 'runs a script when it is installed'],
    [{ license: 'AGPL-3.0' }, 'its licence is AGPL-3.0'],
    [{ license: undefined }, 'its licence is not told'],
    [{ license: 'MPL-2.0' }, 'its licence is MPL-2.0'],
    [{ link: true, resolved: '../elsewhere' }, 'links to a folder'],
  ])('finds %j', async (fields, reason) => {
    expect(await leftPad(fields)).toContain(`left-pad: ${reason}`);
  });

  it.each(['git+ssh', 'http', 'file'])('finds a package that comes by %s', async (protocol) => {
    const resolved = `${protocol}:${'/'.repeat(2)}example.org/left-pad.tgz`;
    expect(await leftPad({ resolved })).toContain('left-pad: does not come from a registry over https');
  });

  it('finds a package that comes from another place than the others', async () => {
    const reason = 'package-lock.json: not all packages come from the same place';
    expect(await leftPad({ resolved: npm('example.org') })).toEqual([reason]);
  });

  it.each(['mongodb', '@nestjs/core'])(
    'finds %s twice in production, and not for development',
    async (name) => {
      const twice = (fields: Entry): Promise<string[]> =>
        breaches({ [`node_modules/${name}`]: {}, [`node_modules/left-pad/node_modules/${name}`]: fields });
      expect(await twice({})).toEqual([`${name}: is there twice in production, and has to be there once`]);
      expect(await twice({ dev: true })).toEqual([]);
    },
  );

  it('finds versions in package.json that are not exact, or not those of the lockfile', async () => {
    const manifest = { dependencies: { 'left-pad': '^1.0.0' }, overrides: { 'right-pad': '>=2' } };
    expect(await breaches({}, { manifest })).toEqual([
      'left-pad: package.json asks for ^1.0.0, which is no exact version',
      'left-pad: the lockfile is not made from package.json',
      'right-pad: package.json overrides it with >=2, which is no exact version',
    ]);
  });

  it('finds folders, other versions of the file, and what is listed for nothing', async () => {
    expect(await breaches({ 'packages/mine': {} })).toEqual(['packages/mine: is a folder']);
    expect(await leftPad({ license: 'MPL-2.0', dev: true })).toEqual([]);
    expect(await breaches({ console: { devDependencies: { vite: '^8' } } })).toEqual([
      'vite: console asks for ^8, which is no exact version',
    ]);
    expect(await breaches({}, { lockfile: { lockfileVersion: 2 } })).toEqual([
      'package-lock.json: is not of version 3',
    ]);
    const none = await breaches(
      {},
      { lockfile: { packages: { '': { dependencies: { 'left-pad': '1.0.0' } } } } },
    );
    expect(none).toContain('core-js: is listed in lockfile-rules.js, and not there');
  });
});
