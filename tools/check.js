/**
 * `npm run check`: every gate, each one run even if an earlier one failed, and a table of how they went.
 * `npm run check -- --tests-done` leaves `npm test` out, for a caller that has just run it.
 */
import { spawnSync } from 'node:child_process';
import { readArguments } from './arguments.js';
import { root } from './build.js';

const GATES = [
  'types',
  'lint',
  'layers',
  'format',
  'text',
  'lockfile',
  'unused',
  'copies',
  'openapi:check',
  'test',
  'test:proofs',
];

const USAGE = `Usage: npm run check [-- --tests-done]

Runs every gate and says how each went: ${GATES.join(', ')}.
--tests-done leaves "npm test" out, for a caller that has just run it.`;
const { values } = readArguments(USAGE, { 'tests-done': { type: 'boolean' } });

const gates = values['tests-done'] ? GATES.filter((gate) => gate !== 'test') : GATES;
const rows = [];
for (const gate of gates) {
  console.log(`\n── ${gate}`);
  const started = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', gate], { cwd: root, stdio: 'inherit' });
  rows.push({ gate, passed: status === 0, seconds: ((Date.now() - started) / 1000).toFixed(1) });
}
console.log('');
for (const { gate, passed, seconds } of rows) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${gate.padEnd(14)} ${seconds.padStart(6)} s`);
}
process.exitCode = rows.every((row) => row.passed) ? 0 : 1;
