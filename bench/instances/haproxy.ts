import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { searchPath } from '../../src/config/search-path.js';
import { findProgram } from '../../src/database/local/find-program.js';

/** Debian keeps it there, which is not on everybody's path. */
const SBIN = ['/usr/sbin', '/usr/local/sbin'];
const READY_MS = 10_000;

/** Where haproxy is. Throws an Error that says what to do where it is not installed. */
export async function findHaproxy(): Promise<string> {
  const program = await findProgram('haproxy', [searchPath(), ...SBIN].join(delimiter));
  if (!program) throw new Error('haproxy is not installed: apt-get install haproxy, or brew install haproxy');
  return program;
}

const configuration = (port: number, instances: string[]): string => `
global
  maxconn 2000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend atlas
  bind 127.0.0.1:${port}
  default_backend instances
backend instances
  balance roundrobin
  option httpchk
  http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost
  default-server check inter 2s fall 2 rise 1
${instances.map((url, n) => `  server atlas-${n + 1} ${new URL(url).host}`).join('\n')}
`;

/** Starts it on this port, before instances that are ready. Answers what ends it. */
export async function startHaproxy(
  program: string,
  directory: string,
  port: number,
  instances: string[],
): Promise<() => Promise<void>> {
  const file = join(directory, 'haproxy.cfg');
  await writeFile(file, configuration(port, instances));
  const child = spawn(program, ['-db', '-f', file], { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok) return stop;
    if (child.exitCode !== null) throw new Error(`haproxy ended with ${child.exitCode}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error('haproxy does not answer');
    }
    await wait(100);
  }
}
