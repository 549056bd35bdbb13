/** Runs the demo and draws what it printed as docs/demo.svg: `node tools/demo-picture.js`. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.js';
import { root } from './build.js';

readArguments(
  'Usage: node tools/demo-picture.js\n\nRuns the demo and draws what it printed as docs/demo.svg.',
);

const LINE = 20;
const COLUMN = 8.43;
const MARGIN = 24;
const CLASSES = [
  [/^(Atlas places.*)$/, ['b']],
  [/^((?:GET|POST|PATCH) \S+)( +)(\d{3})(.*)$/, ['c', '', 'g', '']],
  [/^( +\d+:\d\d)(  [A-Za-z ]{1,14}?)( {2,}.*|)$/, ['d', 'y', '']],
];

const { stdout, stderr, status } = spawnSync('npm', ['run', '--silent', 'demo'], {
  cwd: root,
  encoding: 'utf8',
});
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(1);
}
const lines = ['$ npm ci && npm run demo', '', ...stdout.trimEnd().split('\n')];
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * COLUMN + 2 * MARGIN);
const height = lines.length * LINE + 2 * MARGIN;
const rows = lines.map(
  (line, index) => `<text x="${MARGIN}" y="${MARGIN + (index + 1) * LINE - 6}">${paint(line)}</text>`,
);
writeFileSync(
  join(root, 'docs', 'demo.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What npm run demo prints">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d8dee9;white-space:pre}.b{font-weight:bold;fill:#fff}.c{fill:#7fd1e0}.g{fill:#8fd18f}.y{fill:#ecc06c}.d{fill:#8a94a6}</style>
<rect width="100%" height="100%" rx="10" fill="#1d232e"/>
${rows.join('\n')}
</svg>
`,
);
console.log('docs/demo.svg is written');

function paint(line) {
  for (const [pattern, classes] of CLASSES) {
    const parts = pattern.exec(line)?.slice(1);
    if (parts) return parts.map((part, index) => span(part, classes[index])).join('');
  }
  return span(line, '');
}

function span(text, name) {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return name ? `<tspan class="${name}">${safe}</tspan>` : safe;
}
