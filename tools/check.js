/**
 * `npm run check`: every gate, each one run even if an earlier one failed, two at a time, and a table of how they went.
 * `npm run check -- --tests-done` leaves `npm test` out, for a caller that has just run it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readArguments } from './arguments.js';
import { root } from './build.js';

/** They read the tree alone, with one processor each. */
const STATIC = ['types', 'lint', 'format', 'layers', 'text', 'lockfile', 'unused', 'copies', 'openapi:check'];
/** They are busy with all processors by themselves. */
const TESTS = ['test', 'test:proofs'];
const AT_ONCE = 2;

const USAGE = `Usage: npm run check [-- --tests-done]

Runs every gate and says how each went: ${[...STATIC, ...TESTS].join(', ')}.
--tests-done leaves "npm test" out, for a caller that has just run it.`;
const { values } = readArguments(USAGE, { 'tests-done': { type: 'boolean' } });

const rows = [];
const run = async (gate, stdio) => {
  const started = Date.now();
  const child = spawn('npm', ['run', '--silent', gate], { cwd: root, stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part) => (output += part));
  const [status] = await once(child, 'close');
  rows.push({ gate, passed: status === 0, seconds: ((Date.now() - started) / 1000).toFixed(1) });
  return output;
};

const left = [...STATIC];
const runLeft = async () => {
  for (let gate = left.shift(); gate; gate = left.shift()) {
    const output = await run(gate, ['ignore', 'pipe', 'pipe']);
    console.log(`\n── ${gate}\n${output}`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, runLeft));
for (const gate of values['tests-done'] ? TESTS.slice(1) : TESTS) {
  console.log(`\n── ${gate}`);
  await run(gate, 'inherit');
}
console.log('');
for (const { gate, passed, seconds } of rows) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${gate.padEnd(14)} ${seconds.padStart(6)} s`);
}
process.exitCode = rows.every((row) => row.passed) ? 0 : 1;
