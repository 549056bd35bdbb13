import { stripVTControlCharacters } from 'node:util';
import { STYLES } from './terminal.js';

const LINE = 20;
const COLUMN = 8.43;
const MARGIN = 24;
const SHEET = [
  "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d8dee9;white-space:pre}",
  '.bold{font-weight:bold;fill:#fff}.dim{fill:#8a94a6}.green{fill:#8fd18f}.yellow{fill:#ecc06c}.cyan{fill:#7fd1e0}',
].join('');
const CLASSES = new Map(Object.entries(STYLES).map(([name, [begin]]) => [String(begin), name]));

/** What a terminal shows, colours included, as an SVG document. */
export function pictureOf(output: string): string {
  const lines = output.trimEnd().split('\n');
  const columns = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const [width, height] = [Math.ceil(columns * COLUMN + 2 * MARGIN), lines.length * LINE + 2 * MARGIN];
  const rows = lines.map(
    (line, index) => `<text x="${MARGIN}" y="${MARGIN + (index + 1) * LINE - 6}">${painted(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What the demo prints">`,
    `<style>${SHEET}</style>`,
    '<rect width="100%" height="100%" rx="10" fill="#1d232e"/>',
    ...rows,
    '</svg>\n',
  ].join('\n');
}

/** One line, in which each of the terminal's codes begins a part with a class of its own, or ends it. */
function painted(line: string): string {
  const [plain = '', ...parts] = line.split('\u001B[');
  const styled = parts.map((part) => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/.exec(part) ?? [];
    const name = CLASSES.get(code);
    return name && text ? `<tspan class="${name}">${escaped(text)}</tspan>` : escaped(text);
  });
  return escaped(plain) + styled.join('');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
