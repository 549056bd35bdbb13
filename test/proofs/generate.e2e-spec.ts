import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config/child-environment.js';

const root = resolve('.');
/** What is no part of the project, or is linked. */
const LEFT_OUT = ['.git', '.env', '.atlas', 'coverage', 'dist', 'dist-bench', 'dist-prove', 'node_modules'];
/** What is generated, and what is changed by that; the gates themselves have the rest of the tree. */
const GENERATED = ['src/things', 'src/phone-numbers', 'src/extras', 'src/app.module.ts'];
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

interface Outcome {
  isGood: boolean;
  output: string;
}

const runIn = async (command: string, args: string[]): Promise<Outcome> => {
  const running = promisify(execFile)(command, args, { cwd: tree, env: childEnvironment({}) });
  // What asks something is told nothing.
  running.child.stdin?.end();
  const shown = ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`;
  return running.then(
    (done) => ({ isGood: true, output: shown(done) }),
    (failed: { stdout: string; stderr: string }) => ({ isGood: false, output: shown(failed) }),
  );
};
/** What the command printed, where it failed; nothing where it succeeded. */
const complaintsOf = async (command: string, ...args: string[]): Promise<string> => {
  const { isGood, output } = await runIn(command, args);
  return isGood ? '' : output;
};
const generate = async (...args: string[]): Promise<string> => {
  const nest = join(tree, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { output } = await runIn(process.execPath, [nest, 'generate', ...args]);
  return stripVTControlCharacters(output);
};
const layersGate = () => complaintsOf('npm', 'run', '--silent', 'layers');
/** By the settings of the gate of that name. */
const GATES = {
  types: () => {
    const project = { extends: './tsconfig.json', include: GENERATED };
    writeFileSync(join(tree, 'tsconfig.generated.json'), JSON.stringify(project));
    return complaintsOf(
      process.execPath,
      bin('typescript/bin/tsc'),
      '--noEmit',
      '-p',
      'tsconfig.generated.json',
    );
  },
  lint: () => complaintsOf('npm', 'run', '--silent', 'lint', '--', ...GENERATED),
  format: () => complaintsOf(process.execPath, bin('prettier/bin/prettier.cjs'), '--check', ...GENERATED),
  specs: () => {
    const specs = ['/(things|phone-numbers|extras)[./]', '--maxWorkers=2'];
    return complaintsOf(process.execPath, '--experimental-vm-modules', bin('jest/bin/jest.js'), ...specs);
  },
};
const bin = (path: string): string => join(tree, 'node_modules', path);
const read = (path: string): string => readFileSync(join(tree, path), 'utf8');

describe('nest generate', () => {
  const reports: string[] = [];
  let complaints: Record<string, string>;

  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'atlas-generate-'));
    cpSync(root, tree, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    // One after another: each changes the modules.
    for (const args of CONNECTED) reports.push(await generate(...args));
    const layers = await layersGate();
    for (const args of UNCONNECTED) reports.push(await generate(...args));
    const [types, lint, format, specs] = await Promise.all([
      GATES.types(),
      GATES.lint(),
      GATES.format(),
      GATES.specs(),
    ]);
    complaints = { layers, types, lint, format, specs };
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

  it.each(['layers', 'types', 'lint', 'format'])('makes what passes the gate of %s', (name) =>
    expect(complaints[name]).toBe(''),
  );

  it('makes specs that pass, on the real server too', () => expect(complaints['specs']).toBe(''));

  it('writes over nothing', async () => {
    writeFileSync(join(tree, 'src', 'things', 'thing.ts'), 'export type Thing = 1;\n');
    const before = read('src/app.module.ts');
    for (const name of ['things', 'users']) expect(await generate('resource', name)).toContain('conflict');
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
  ])('refuses %s', async (_what, args, reason) => {
    expect((await generate(...args)).toLowerCase()).toContain(reason.toLowerCase());
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
