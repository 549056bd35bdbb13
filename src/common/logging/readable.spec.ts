import { describe, expect, it } from '@jest/globals';
import { PinoPretty } from 'pino-pretty';
import { Writable } from 'node:stream';
import { READABLE } from './readable.js';

const show = (fields: object): Promise<string> =>
  new Promise((resolve) => {
    const destination = new Writable({ write: (chunk: Buffer) => resolve(chunk.toString()) });
    const pretty = PinoPretty({ ...READABLE, colorize: false, destination });
    pretty.write(`${JSON.stringify({ level: 'info', time: '2026-01-02T03:04:05.678Z', ...fields })}\n`);
  });
const TIME = String.raw`^\[\d\d:\d\d:\d\d\] `;

describe('a line in development', () => {
  it('begins with where it comes from', async () => {
    await expect(show({ context: 'Database', msg: 'Using MongoDB' })).resolves.toMatch(
      new RegExp(`${TIME}INFO: Database: Using MongoDB\n$`),
    );
  });

  it('tells of a request in words', async () => {
    const request = { method: 'GET', url: '/users', status: 200, duration_ms: 4, request_id: 'r-1' };
    await expect(show({ ...request, msg: 'request answered' })).resolves.toMatch(
      new RegExp(String.raw`${TIME}INFO: GET /users 200, 4 ms \[r-1\]${'\n'}$`),
    );
  });

  it('keeps what else there is', async () => {
    await expect(show({ msg: 'text', call_id: 'c-1' })).resolves.toMatch(/INFO: text \{"call_id":"c-1"\}\n$/);
    await expect(show({ calls: 3 })).resolves.toMatch(/INFO: .*\{"calls":3\}\n$/);
  });

  it('shows an error with its stack', async () => {
    const err = { type: 'Error', message: 'broken', stack: 'Error: broken\n    at place.js:1' };
    await expect(show({ level: 'error', msg: 'POST /users failed', err })).resolves.toMatch(
      /ERROR: POST \/users failed[^]*at place\.js:1/,
    );
  });

  it('gives the terminal no orders', async () => {
    await expect(show({ msg: 'a\u001B[2Jb\u0007c\u009Bd {msg} $&' })).resolves.toMatch(
      /INFO: a\[2Jbcd \{msg\} \$&\n$/,
    );
  });
});
