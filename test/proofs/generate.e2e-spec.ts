import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config/child-environment.js';

const root = resolve('.');
/** What is no part of the project, or is linked. */
const LEFT_OUT = ['.git', '.env', '.atlas', 'coverage', 'dist', 'dist-bench', 'dist-prove', 'node_modules'];
/** By either number and in several words; then what finds its place in a module by itself. */
const CONNECTED = [
  ['resource', 'thing'],
  ['resource', 'phone_numbers'],
  ['module', 'extras'],
  ['service', 'extras'],
  ['controller', 'extras'],
  ['service', 'things/extra'],
];
/** What the layers call dead until it is used; a provider has the name of a domain type, which may know no framework. */
const UNCONNECTED = [
  'class',
  'decorator',
  'filter',
  'guard',
  'interceptor',
  'interface',
  'middleware',
  'pipe',
  'provider',
].map((schematic) => [schematic, `extras/some-${schematic}`]);
const FEATURE = [
  'dto/create-thing.dto.ts',
  'dto/thing.dto.ts',
  'dto/update-thing.dto.ts',
  'testing/thing.factory.ts',
  'testing/things.memory.repository.ts',
  'testing/things.repository.contract.ts',
  'thing.errors.ts',
  'thing.mapper.ts',
  'thing.schema.ts',
  'thing.ts',
  'things.controller.spec.ts',
  'things.controller.ts',
  'things.module.ts',
  'things.mongo.repository.ts',
  'things.repository.spec.ts',
  'things.repository.ts',
  'things.service.spec.ts',
  'things.service.ts',
];

let tree: string;

/** What the command printed, where it failed; nothing where it succeeded. */
const complaintsOf = (command: string, ...args: string[]): string => {
  const { status, stdout, stderr } = runIn(command, args);
  return status === 0 ? '' : `${stdout}${stderr}`;
};
const runIn = (command: string, args: string[]) =>
  spawnSync(command, args, { cwd: tree, env: childEnvironment({}), encoding: 'utf8', input: '' });
const generate = (...args: string[]): string => {
  const nest = join(tree, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { stdout, stderr } = runIn(process.execPath, [nest, 'generate', ...args]);
  return stripVTControlCharacters(`${stdout}${stderr}`);
};
const gate = (name: string): string => complaintsOf('npm', 'run', '--silent', name);
const read = (path: string): string => readFileSync(join(tree, path), 'utf8');

describe('nest generate', () => {
  let reports: string[];
  let layers: string;

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'atlas-generate-'));
    cpSync(root, tree, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    reports = CONNECTED.map((args) => generate(...args));
    layers = gate('layers');
    reports.push(...UNCONNECTED.map((args) => generate(...args)));
  }, 300_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('makes something each time', () => {
    expect(reports.filter((report) => !report.includes('CREATE'))).toEqual([]);
  });

  it('makes a feature in the shape of src/users, and imports it', () => {
    expect(FEATURE.filter((path) => !existsSync(join(tree, 'src', 'things', path)))).toEqual([]);
    for (const name of ['things', 'phone-numbers', 'extras'])
      expect(read('src/app.module.ts')).toContain(`from './${name}/${name}.module.js';`);
    expect(read('src/phone-numbers/phone-number.mapper.ts')).toContain('toPhoneNumberDto');
    expect(read('src/things/things.module.ts')).toContain("from './extra/extra.service.js';");
  });

  it('keeps the layers', () => expect(layers).toBe(''));

  it.each(['types', 'lint', 'format'])(
    'makes what passes the gate of %s',
    (name) => {
      expect(gate(name)).toBe('');
    },
    300_000,
  );

  it('makes specs that pass, on the real server too', () => {
    const jest = ['--experimental-vm-modules', join(tree, 'node_modules', 'jest', 'bin', 'jest.js')];
    const specs = ['/(things|phone-numbers|extras)[./]', '--maxWorkers=2'];
    expect(complaintsOf(process.execPath, ...jest, ...specs)).toBe('');
  }, 300_000);

  it('writes over nothing', () => {
    writeFileSync(join(tree, 'src', 'things', 'thing.ts'), 'export type Thing = 1;\n');
    const before = read('src/app.module.ts');
    for (const name of ['things', 'users']) expect(generate('resource', name)).toContain('conflict');
    expect(read('src/things/thing.ts')).toBe('export type Thing = 1;\n');
    expect(read('src/app.module.ts')).toBe(before);
  });

  it.each([
    [
      'what it cannot make',
      ['resource', 'plans', '--type', 'graphql-code-first'],
      'allowed values are: "rest"',
    ],
    [
      'a folder in a feature',
      ['resource', 'users/plans'],
      'Invalid name "users/plans": must be words in src itself',
    ],
    ['a name without a plural', ['resource', 'news'], 'Invalid name "news": its singular and its plural'],
    ['a word of the language', ['resource', 'cases'], 'Invalid name "cases": "case" is a word of TypeScript'],
  ])('refuses %s', (_what, args, reason) => {
    expect(generate(...args).toLowerCase()).toContain(reason.toLowerCase());
    expect(existsSync(join(tree, 'src', 'plans'))).toBe(false);
  });
});

describe('the names of a feature', () => {
  it.each(['phone-number', 'phone-numbers', 'phoneNumbers', 'PhoneNumber', 'phone_numbers'])(
    'are the same from %s',
    async (given) => {
      const { namesOf } = await import(pathToFileURL(join(root, 'tools', 'schematics', 'names.js')).href);
      expect(namesOf(given)).toEqual({
        one: 'phone-number',
        many: 'phone-numbers',
        words: { one: 'phone number', many: 'phone numbers', One: 'Phone number' },
        snake: { one: 'phone_number', many: 'phone_numbers' },
        thing: 'phoneNumber',
        things: 'phoneNumbers',
        Thing: 'PhoneNumber',
        Things: 'PhoneNumbers',
        THING: 'PHONE_NUMBER',
      });
    },
  );
});
