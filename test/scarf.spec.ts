import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../src/config/child-environment.js';

const REPORT = resolve('node_modules/@scarf/scarf/report.js');

/** Runs what the package runs when it is installed, with its own variable for a server in place of its maker's. */
async function reported(): Promise<{ requests: string[]; said: string }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = childEnvironment({
    INIT_CWD: resolve('.'),
    SCARF_LOCAL_PORT: String((server.address() as AddressInfo).port),
    SCARF_VERBOSE: 'true',
  });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [REPORT], { env });
  server.close();
  return { requests, said: stdout + stderr };
}

describe('a dependency that reports its installations', () => {
  it('reports none of Atlas', async () => {
    const { requests, said } = await reported();
    expect(requests).toEqual([]);
    expect(said).toContain('Scarf has been disabled via a package.json in the dependency chain.');
  }, 20_000);
});
