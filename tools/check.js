/**
 * `npm run check`: every gate, each one run even if an earlier one failed, and a table of how they went. `npm test` is busy
 * with all processors, and comes first; the proofs mostly wait, and what reads the tree alone has the time that they leave.
 * `npm run check -- --tests-done` leaves `npm test` out, for a caller that has just run it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { readArguments } from './arguments.js';
import { root } from './build.js';

/** They read the tree alone, with one processor each; the longest first. */
const STATIC = ['types', 'lint', 'format', 'layers', 'text', 'lockfile', 'unused', 'copies', 'openapi:check'];
const SPECS = 'test';
const PROOFS = 'test:proofs';
/** Below the proofs, which measure and wait: whatever they do not need is enough. */
const LOWEST = 19;

const USAGE = `Usage: npm run check [-- --tests-done]

Runs every gate and says how each went: ${[SPECS, PROOFS, ...STATIC].join(', ')}.
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

if (!values['tests-done']) {
  console.log(`\n── ${SPECS}`);
  await run(SPECS, 'inherit');
}
console.log(`\n── ${PROOFS}`);
const proofs = run(PROOFS, 'inherit');
// Of this process, and of all that it starts from here on.
setPriority(LOWEST);
const outputs = [];
for (const gate of STATIC) outputs.push(`\n── ${gate}\n${await run(gate, ['ignore', 'pipe', 'pipe'])}`);
await proofs;
for (const output of outputs) console.log(output);
console.log('');
for (const { gate, passed, seconds } of rows) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${gate.padEnd(14)} ${seconds.padStart(6)} s`);
}
process.exitCode = rows.every((row) => row.passed) ? 0 : 1;
