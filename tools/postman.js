/** Makes docs/postman.json from openapi.json; its usage, below, tells the rest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.js';
import { root } from './build.js';
import { collectionOf } from './postman/collection.js';

const usage = [
  'Usage: npm run openapi',
  '',
  'After openapi.json it writes docs/postman.json, a Postman collection made from it. --check compares them instead, and ends with 1 where they differ.',
].join('\n');
const { values } = readArguments(usage, { check: { type: 'boolean' } });
const file = join(root, 'docs', 'postman.json');
const document = JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8'));
const made = `${JSON.stringify(collectionOf(document), null, 2)}\n`;
if (!values.check) {
  writeFileSync(file, made);
  console.log('docs/postman.json is written');
} else if (readFileSync(file, 'utf8') === made) {
  console.log('docs/postman.json is up to date');
} else {
  console.error('docs/postman.json differs from openapi.json: run "npm run openapi" and commit it');
  process.exitCode = 1;
}
