import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runWithArguments } from '../../src/common/process/program-arguments.js';
import { type DatabaseServer, findDatabase } from '../servers/database.js';
import { type Checked, checkAll, isKept, linesOf } from './check.js';
import { someSid } from './made.js';
import { type HttpBenchOptions, readOptions, USAGE } from './options.js';
import { settingsOf } from './peers.js';
import { pageOf } from './report.js';
import { measureRound, type Round } from './rounds.js';
import { dropDatabase } from './seed.js';

/** Of the repository: this file is run from dist-bench. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function bench({ rounds, out, isCheck, ...options }: HttpBenchOptions): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-bench-'));
  const measured: Round[] = [];
  let checked: Checked[] = [];
  try {
    for (let n = 0; n < rounds; n += 1) {
      print(`Round ${n + 1} of ${rounds} …`);
      measured.push(await measureRound(server, directory, n, options));
    }
    if (isCheck) checked = await check(server, directory, measured);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const page = pageOf(measured, `${server.description}; ${machine}`);
  print(`\n${page}`);
  if (out) await writeFile(out, `${page}\n`);
  if (!isCheck) return 0;
  print(`\n${linesOf(checked).join('\n')}`);
  return checked.every(isKept) ? 0 : 1;
}

/** How Atlas starts is measured on a database of its own. */
async function check(server: DatabaseServer, directory: string, rounds: Round[]): Promise<Checked[]> {
  print('How Atlas starts, and how large it is …');
  const database = await server.start(directory);
  try {
    const account = { sid: someSid('AC'), token: randomBytes(16).toString('hex') };
    const twilioUrl = 'http://127.0.0.1:1';
    const options = { directory, mongoUri: database.uri, dbName: 'atlas_bench_start', twilioUrl, account };
    return await checkAll(ROOT, rounds, directory, settingsOf(options));
  } finally {
    await dropDatabase(database.uri, 'atlas_bench_start');
    await database.stop();
  }
}

await runWithArguments(USAGE, readOptions, bench);
