import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import '../src/config/environment.js';
import { declaredVariables } from '../src/config/variable.js';
import { CALLEE_TABLE, DEFAULT_CALLEE } from '../src/simulator/callees/callee-table.js';

const FILE = resolve('README.md');
const write = process.env['ATLAS_WRITE_README'] === '1';
type Row = string[];

const variables = (): Row[] =>
  declaredVariables().map(({ name, default: value, defaultNote, requiredInProduction, description }) => [
    `\`${name}\``,
    value ? `\`${value}\`` : (defaultNote ?? ''),
    requiredInProduction ? 'yes' : '',
    description,
  ]);

const callees = (): Row[] => [
  ...Object.entries(CALLEE_TABLE).map(([digits, { does }]) => [`…${digits}`, does]),
  ['any other', DEFAULT_CALLEE.does],
];

const pattern = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\\n)([^]*?)(\\n<!-- /${name} -->)`);

/** The cells of the table called `name` in the README, without its two header lines. */
function tableIn(readme: string, name: string): Row[] {
  const lines = (pattern(name).exec(readme)?.[2] ?? '').trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function writeTable(name: string, rows: Row[]): void {
  const readme = readFileSync(FILE, 'utf8');
  const head = (pattern(name).exec(readme)?.[2] ?? '').trim().split('\n').slice(0, 2);
  const table = [...head, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
  writeFileSync(
    FILE,
    readme.replace(pattern(name), (_all, begin: string, _old, end: string) => `${begin}\n${table}\n${end}`),
  );
}

describe('README.md', () => {
  it.each([
    ['variables', variables],
    ['callees', callees],
  ])(
    'has the table of %s that the code has (ATLAS_WRITE_README=1 writes it, then: npm run format:write)',
    (name, rows) => {
      if (write) writeTable(name, rows());
      expect(tableIn(readFileSync(FILE, 'utf8'), name)).toEqual(rows());
    },
  );

  it('begins with exactly two commands, and CI runs them', () => {
    const commands = [...readFileSync(FILE, 'utf8').matchAll(/^npm ci && (npm .+)$/gm)].map(
      ([, command]) => command,
    );
    expect(commands).toEqual(['npm run demo', 'npm test']);
    const ci = readFileSync(resolve('.ci/run'), 'utf8');
    for (const command of ['npm ci', ...commands]) expect(ci).toMatch(new RegExp(`^${command} \\|\\|`, 'm'));
  });

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readFileSync(FILE, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...readFileSync(FILE, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.length).toBeGreaterThan(0);
    for (const path of links)
      expect(() => readFileSync(resolve(path.replace(/\/$/, '/README.md')))).not.toThrow();
  });
});
