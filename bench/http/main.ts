import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithArguments } from '../../src/common/process/program-arguments.js';
import { findDatabase } from '../servers/database.js';
import { type HttpBenchOptions, readOptions, USAGE } from './options.js';
import { pageOf } from './report.js';
import { measureRound, type Round } from './rounds.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function bench({ rounds, out, profiles, ...options }: HttpBenchOptions): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-bench-'));
  const node = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
  const measured: Round[] = [];
  try {
    for (let n = 0; n < rounds; n += 1) {
      print(`Round ${n + 1} of ${rounds} …`);
      measured.push(await measureRound(server, directory, n, { ...options, node }));
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const page = pageOf(measured, `${server.description}; ${machine}`);
  print(`\n${page}`);
  if (out) await writeFile(out, `${page}\n`);
  return 0;
}

await runWithArguments(USAGE, readOptions, bench);
