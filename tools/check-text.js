/**
 * `npm run text`: what must not stand in any committed file, and no linter looks for. Answers `file:line: reason`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';

/** The patterns are written so that this file does not match itself. */
export const RULES = [
  ['a linter is switched off', /(?:oxlint|eslint)-(?:disable|enable)/],
  [
    'an address of a package registry',
    /https?:[/][/](?:registry[.]|pypi[.]|files[.]pythonhosted|crates[.]io|proxy[.]golang|deb[.]debian)/,
  ],
  ['an absolute path of one machine', /(?:^|[\s'"`=(])[/](?:home|Users|root|work)[/]\w/],
  ['a secret key in the clear', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a merge left unfinished', /^(?:<{7}|>{7}) /],
];

/** Every breach in one file's text. */
export function breaches(path, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      RULES.filter(([, pattern]) => pattern.test(line)).map(([reason]) => `${path}:${index + 1}: ${reason}`),
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments('Usage: npm run text\n\nLooks in every committed file for what no linter looks for.');
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  const found = files.flatMap((path) => breaches(path, read(path)));
  for (const line of found) console.error(line);
  console.log(found.length === 0 ? `${files.length} files read, nothing found.` : `${found.length} found.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    // Deleted in the working tree, and still in the index.
    return '';
  }
}
