import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve('.');
const CONFIG = join(root, '.oxlintrc.json');
const OXLINT = join(root, 'node_modules', '.bin', 'oxlint');

const promise = 'declare const later: () => Promise<void>;\n';
const unsafe = 'declare const body: any;\n';
const lines = (count: number) => `${'export {};\n'.repeat(count)}`;

/** One violation of each rule of .oxlintrc.json: the rule and a file that breaks it. */
const VIOLATIONS: [rule: string, path: string, text: string][] = [
  ['eslint/no-empty', 'tools/a.js', 'if (globalThis.a) {\n}\n'],
  ['eslint/no-var', 'tools/b.js', 'var a = 1;\nexport { a };\n'],
  ['eslint/prefer-const', 'tools/c.js', 'let a = 1;\nexport const b = a;\n'],
  ['eslint/eqeqeq', 'tools/d.js', 'export const a = (b) => b == 1;\n'],
  ['eslint/no-warning-comments', 'tools/e.js', `// ${'TO'}${'DO'} finish\nexport {};\n`],
  [
    'eslint/max-depth',
    'tools/f.js',
    'export function a(b) { if (b) { while (b) { if (b) { if (b) b--; } } } }\n',
  ],
  ['eslint/max-params', 'tools/g.js', 'export const a = (b, c, d, e, f, g, h) => [b, c, d, e, f, g, h];\n'],
  ['typescript/no-floating-promises', 'src/a.ts', `${promise}later();\n`],
  ['typescript/no-misused-promises', 'src/b.ts', `${promise}if (later()) later;\n`],
  ['typescript/await-thenable', 'src/c.ts', 'export const a = async () => { await 1; };\n'],
  [
    'typescript/return-await',
    'src/d.ts',
    `${promise}export async function a() { try { return later(); } catch { return; } }\n`,
  ],
  ['typescript/only-throw-error', 'src/e.ts', "export const a = () => { throw 'text'; };\n"],
  ['typescript/no-misused-spread', 'src/v.ts', 'export const a = { ...new Map([[1, 2]]) };\n'],
  [
    'typescript/switch-exhaustiveness-check',
    'src/f.ts',
    "export function a(b: 'x' | 'y') { switch (b) { case 'x': return 1; } return 2; }\n",
  ],
  ['typescript/no-explicit-any', 'src/g.ts', 'export const a = (b: any) => b;\n'],
  ['typescript/ban-ts-comment', 'src/h.ts', `// @ts-${'ignore'}\nexport const a = 1;\n`],
  ['typescript/no-unsafe-assignment', 'src/i.ts', `${unsafe}export const a = body;\n`],
  ['typescript/no-unsafe-call', 'src/j.ts', `${unsafe}body();\n`],
  [
    'typescript/no-unsafe-member-access',
    'src/k.ts',
    `${unsafe}if (body.name) later;\ndeclare const later: string;\n`,
  ],
  ['typescript/no-unsafe-return', 'src/l.ts', `${unsafe}export const a = () => body;\n`],
  ['typescript/no-non-null-assertion', 'src/m.ts', 'export const a = (b?: string) => b!.length;\n'],
  ['eslint/no-console', 'src/n.ts', 'console.log(1);\n'],
  ['eslint/max-lines', 'src/o.ts', lines(181)],
  ['eslint/max-lines', 'src/o.spec.ts', lines(301)],
  ['eslint/max-lines', 'test/o.e2e-spec.ts', lines(301)],
  ['eslint/max-lines-per-function', 'src/p.ts', `export function a() {\n${'  void 0;\n'.repeat(40)}}\n`],
  ['import/no-default-export', 'src/q.ts', 'export default 1;\n'],
  ['node/no-process-env', 'src/r.ts', 'export const a = process.env.HOME;\n'],
  [
    'eslint/no-restricted-imports',
    'console/src/a.ts',
    "export { useMutation } from '@tanstack/react-query';\n",
  ],
  [
    'jest/expect-expect',
    'src/w.spec.ts',
    "import { it } from '@jest/globals';\nit('a', () => { JSON.parse('1'); });\n",
  ],
  [
    'jest/no-disabled-tests',
    'src/s.spec.ts',
    `import { it } from '@jest/globals';\nit${'.skip'}('a', () => {});\n`,
  ],
  [
    'jest/no-focused-tests',
    'src/t.spec.ts',
    `import { it } from '@jest/globals';\nit${'.only'}('a', () => {});\n`,
  ],
];

/** What these files may do, and the rest of the house may not. */
const ALLOWED: Record<string, string> = {
  'src/config/environment.ts': 'export const a = process.env.HOME;\n',
  'tools/print.js': 'console.log(1);\n',
  'src/u.spec.ts': "export const a = JSON.parse('{}').name;\n",
};

describe('the lint rules', () => {
  let directory: string;
  let reports: { rule: string; path: string }[];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'atlas-lint-'));
    const files = [...VIOLATIONS.map(([, path, text]) => [path, text] as const), ...Object.entries(ALLOWED)];
    for (const [path, text] of [
      ...files,
      ['tsconfig.json', readFileSync(join(root, 'tsconfig.json'), 'utf8')] as const,
    ]) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    writeFileSync(join(directory, '.oxlintrc.json'), readFileSync(CONFIG));
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    const { stdout } = spawnSync(
      OXLINT,
      ['--type-aware', '--format=json', 'src', 'tools', 'test', 'console'],
      {
        cwd: directory,
        encoding: 'utf8',
      },
    );
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; filename: string; severity: string }[];
    };
    reports = diagnostics.map(({ code, filename }) => ({
      rule: code.replace(/^([\w-]+)\((.+)\)$/, '$1/$2'),
      path: filename,
    }));
  }, 60_000);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(VIOLATIONS)('%s is reported for %s', (rule, path) => {
    expect(reports.filter((report) => report.path === path).map((report) => report.rule)).toContain(rule);
  });

  it.each(Object.keys(ALLOWED))('nothing is reported for %s', (path) => {
    expect(reports.filter((report) => report.path === path)).toEqual([]);
  });

  it('are each proven above', () => {
    const config = JSON.parse(readFileSync(CONFIG, 'utf8')) as {
      rules: Record<string, unknown>;
      overrides: { rules: Record<string, unknown> }[];
    };
    const all = [config, ...config.overrides].flatMap(({ rules }) => Object.entries(rules));
    const on = new Set(all.filter(([, setting]) => setting !== 'off').map(([rule]) => rule));
    const proven = new Set(VIOLATIONS.map(([rule]) => rule));
    expect([...on].filter((rule) => !proven.has(rule))).toEqual([]);
  });
});
