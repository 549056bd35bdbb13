import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import '../src/config/environment.js';
import { declaredVariables } from '../src/config/variable.js';
import { CALLEE_TABLE, DEFAULT_CALLEE } from '../src/simulator/callees/callee-table.js';
import { scriptTwiml } from '../src/twilio/voice-response.js';

const README = 'README.md';
const PAGES = [
  README,
  'CONTRIBUTING.md',
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];
const read = (page: string): string => readFileSync(resolve(page), 'utf8');
const urls = { recorded: 'https://a.example/recorded', recording: 'https://a.example/recording' };
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

/** The cells of the table called `name` on a page, without its two header lines. */
function tableIn(text: string, name: string): Row[] {
  const lines = (pattern(name).exec(text)?.[2] ?? '').trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function writeTable(page: string, name: string, rows: Row[]): void {
  const text = read(page);
  const head = (pattern(name).exec(text)?.[2] ?? '').trim().split('\n').slice(0, 2);
  const table = [...head, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
  writeFileSync(
    resolve(page),
    text.replace(pattern(name), (_all, begin: string, _old, end: string) => `${begin}\n${table}\n${end}`),
  );
}

/** The name by which a link finds a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Whether what a link on a page names is there, its heading included. */
function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path ? join(dirname(page), path.replace(/\/$/, '/README.md')) : page;
  try {
    const text = read(target);
    return !anchor || anchorsIn(text).includes(anchor);
  } catch {
    return false;
  }
}

describe('the pages', () => {
  it.each([
    [README, 'variables', variables],
    ['docs/simulator.md', 'callees', callees],
  ])(
    'in %s have the table of %s that the code has (ATLAS_WRITE_README=1 writes it, then: npm run format:write)',
    (page, name, rows) => {
      if (write) writeTable(page, name, rows());
      expect(tableIn(read(page), name)).toEqual(rows());
    },
  );

  it.each(PAGES)('%s names only scripts that exist', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(PAGES)('%s links only to files and headings that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

describe('README.md', () => {
  it('begins with exactly two commands, and CI runs them', () => {
    const commands = [...read(README).matchAll(/^npm ci && (npm .+)$/gm)].map(([, command]) => command);
    expect(commands).toEqual(['npm run demo', 'npm test']);
    const ci = read('.ci/run');
    for (const command of ['npm ci', ...commands])
      expect(ci).toMatch(new RegExp(`^(?:\\{ )?${command} \\|\\|`, 'm'));
  });

  it('quotes what a recorded call says first', () => {
    const [, first = ''] = /<Say>([^<]+)</.exec(scriptTwiml({ recording: true, urls })) ?? [];
    expect(first).not.toBe('');
    expect(read(README)).toContain(`\n> ${first}\n`);
  });

  it('leads to each page of docs', () => {
    const pages = PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page));
    expect(pages.filter((page) => !read(README).includes(`](${page})`))).toEqual([]);
  });
});
