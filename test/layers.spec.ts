import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve('.');
const CONFIG = join(root, '.dependency-cruiser.cjs');
const DEPCRUISE = join(root, 'node_modules', '.bin', 'depcruise');

type Files = Record<string, string>;
interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

const uses = (...paths: string[]) => paths.map((path) => `import '${path}';\n`).join('') + 'export {};\n';
const fakePackage = (name: string): Files => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'module.exports = {};\n',
});

/** A small house that keeps every rule. */
const HOUSE: Files = {
  'package.json': JSON.stringify({
    name: 'house',
    type: 'module',
    dependencies: { mongoose: '1.0.0', twilio: '1.0.0', express: '1.0.0', '@nestjs/common': '1.0.0' },
    devDependencies: { supertest: '1.0.0' },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext' } }),
  ...fakePackage('mongoose'),
  ...fakePackage('twilio'),
  ...fakePackage('express'),
  ...fakePackage('supertest'),
  ...fakePackage('undeclared'),
  ...fakePackage('@nestjs/common'),
  ...fakePackage('@opentelemetry/api'),
  ...fakePackage('@aws-sdk/client-s3'),
  'src/main.ts': uses('./app.module.js'),
  'src/app.module.ts': uses('./users/users.module.js', './calls/calls.module.js'),
  'src/common/page.ts': uses(),
  'src/config/environment.ts': uses(),
  'src/users/user.ts': uses('node:crypto', '../common/page.js'),
  'src/users/user.errors.ts': uses('./user.js'),
  'src/users/users.repository.ts': uses('./user.js', '../common/page.js'),
  'src/users/users.mongo.repository.ts': uses('./users.repository.js', './user.schema.js', 'mongoose'),
  'src/users/user.schema.ts': uses('mongoose'),
  'src/users/dto/user.dto.ts': uses('@nestjs/common'),
  'src/users/user.mapper.ts': uses('./user.js', './dto/user.dto.js'),
  'src/users/users.service.ts': uses('./users.repository.js', './user.errors.js', '@nestjs/common'),
  'src/users/users.controller.ts': uses('./users.service.js', './user.mapper.js', './dto/user.dto.js'),
  'src/users/users.module.ts': uses('./users.controller.js', './users.mongo.repository.js'),
  'src/users/users.service.spec.ts': uses('./users.service.js', 'supertest'),
  'src/calls/call.ts': uses('../users/user.js'),
  'src/calls/calls.service.ts': uses('./call.js', '../users/users.service.js', '../twilio/twilio.service.js'),
  'src/calls/calls.controller.ts': uses('./calls.service.js', './calls.mapper.js', '../users/user.mapper.js'),
  'src/calls/calls.mapper.ts': uses('./call.js', './dto/calls.dto.js', '../users/user.mapper.js'),
  'src/calls/dto/calls.dto.ts': uses('../../users/dto/user.dto.js'),
  'src/calls/calls.module.ts': uses(
    './calls.controller.js',
    './calls.service.js',
    '../users/users.module.js',
  ),
  'src/twilio/twilio.service.ts': uses(
    'twilio',
    '../config/environment.js',
    '../simulator/start-simulator.js',
  ),
  'src/simulator/start-simulator.ts': uses('../config/environment.js'),
  'src/simulator/main.ts': uses('./start-simulator.js'),
  'src/demo/demo.ts': uses('./story.js'),
  'src/demo/story.ts': uses(),
};

/** One violation of each rule: the rule, the file that breaks it, and what it imports. */
const VIOLATIONS: [rule: string, from: string, imports: string[], more?: Files][] = [
  ['no-cycles', 'src/common/one.ts', ['./two.js'], { 'src/common/two.ts': uses('./one.js') }],
  ['no-unresolvable', 'src/common/lost.ts', ['./nowhere.js']],
  ['no-dead-files', 'src/common/dead.ts', []],
  ['no-undeclared-packages', 'src/common/guest.ts', ['undeclared']],
  ['production-needs-no-dev-packages', 'src/common/late.ts', ['supertest']],
  ['tests-stay-out-of-the-product', 'src/common/tested.ts', ['../users/users.service.spec.js']],
  ['controllers-speak-to-services', 'src/calls/past.controller.ts', ['../users/users.repository.js']],
  ['services-know-only-the-port', 'src/calls/pace.service.ts', ['express']],
  ['ports-know-only-the-domain', 'src/calls/calls.repository.ts', ['@nestjs/common']],
  ['domain-is-plain', 'src/calls/pace.ts', ['@nestjs/common']],
  ['domain-is-plain', 'src/calls/call.errors.ts', ['./calls.service.js']],
  [
    'dtos-stay-at-the-edge',
    'src/calls/call.builder.ts',
    ['./dto/call.dto.js'],
    { 'src/calls/dto/call.dto.ts': uses() },
  ],
  ['mongoose-stays-in-adapters', 'src/calls/call.watcher.ts', ['mongoose']],
  ['twilio-sdk-stays-in-its-room', 'src/simulator/sdk.ts', ['twilio']],
  ['opentelemetry-stays-in-its-room', 'src/tracing/spans.watcher.ts', ['@opentelemetry/api']],
  ['s3-stays-in-its-file', 'src/storage/other.ts', ['@aws-sdk/client-s3']],
  [
    's3-is-loaded-when-wanted',
    'src/storage/storage.module.ts',
    ['./content-store.s3.js'],
    { 'src/storage/content-store.s3.ts': uses() },
  ],
  [
    'opentelemetry-is-loaded-when-wanted',
    'src/tracing/early.tracer.ts',
    ['./otel.tracer.js'],
    { 'src/tracing/otel.tracer.ts': uses() },
  ],
  ['features-meet-through-services', 'src/calls/peek.service.ts', ['../users/users.repository.js']],
  ['features-meet-through-services', 'src/calls/show.service.ts', ['../users/user.mapper.js']],
  ['answers-are-composed-at-the-edge', 'src/calls/call.mapper.ts', ['../users/users.repository.js']],
  ['lower-rooms-know-no-feature', 'src/database/database.module.ts', ['../users/user.js']],
  ['common-and-config-are-the-floor', 'src/config/above.ts', ['../twilio/twilio.service.js']],
  ['simulator-stands-alone', 'src/simulator/call.ts', ['../calls/call.js']],
  ['only-twilio-starts-the-simulator', 'src/calls/simulated.ts', ['../simulator/start-simulator.js']],
  ['demo-is-a-client', 'src/demo/shortcut.ts', ['../users/users.service.js']],
  ['nobody-imports-a-program', 'src/users/user.joke.ts', ['../demo/story.js']],
];

/** Runs the same program, on the same configuration, as `npm run layers`. */
function violationsIn(directory: string): Violation[] {
  const { stdout } = spawnSync(DEPCRUISE, ['--config', CONFIG, '--output-type', 'json', 'src'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** What `npm run layers` prints of circles between rooms, and its exit code. */
function circlesIn(directory: string): { status: number | null; printed: string } {
  const program = join(root, 'tools', 'room-circles.js');
  const { status, stderr } = spawnSync(process.execPath, [program, directory], { encoding: 'utf8' });
  return { status, printed: stderr };
}

function write(directory: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

describe('the layer rules', () => {
  let directory: string;
  let clean: Violation[];
  let broken: Violation[];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'atlas-layers-'));
    write(directory, HOUSE);
    clean = violationsIn(directory);
    for (const [, from, imports, more] of VIOLATIONS) write(directory, { [from]: uses(...imports), ...more });
    broken = violationsIn(directory);
  }, 60_000);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('find nothing in a house that keeps them', () => {
    expect(clean.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`)).toEqual(
      [],
    );
  });

  it.each(VIOLATIONS)('%s is reported for %s', (rule, from) => {
    const found = broken.filter((violation) => violation.rule.name === rule);
    expect(found.flatMap((violation) => [violation.from, violation.to])).toContain(from);
  });

  it('report a circle between two rooms, and between two folders of calls, though no file is part of one', () => {
    const house = mkdtempSync(join(tmpdir(), 'atlas-rooms-'));
    try {
      write(house, HOUSE);
      expect(circlesIn(house)).toEqual({ status: 0, printed: '' });
      write(house, { 'src/users/user-calls.ts': uses('../calls/call.js') });
      write(house, { 'src/calls/queue/one.ts': uses('../news/one.js'), 'src/calls/news/one.ts': uses() });
      write(house, { 'src/calls/news/two.ts': uses('../queue/two.js'), 'src/calls/queue/two.ts': uses() });
      const { status, printed } = circlesIn(house);
      expect(status).toBe(1);
      expect(printed).toContain('src/calls/queue → src/calls/news → src/calls/queue');
      expect(printed).toMatch(/src\/users → src\/calls\/call.ts → src\/users/);
    } finally {
      rmSync(house, { recursive: true, force: true });
    }
  });

  it('are each proven above', () => {
    const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
    const proven = new Set(VIOLATIONS.map(([rule]) => rule));
    expect(forbidden.map((rule) => rule.name).filter((name) => !proven.has(name))).toEqual([]);
  });
});
