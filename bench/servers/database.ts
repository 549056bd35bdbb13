import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { searchPath } from '../../src/config/search-path.js';
import { findProgram, isExecutable } from '../../src/database/local/find-program.js';
import { freePort } from '../../src/common/process/free-port.js';
import { runProgram } from '../../src/database/local/run-program.js';
import { startLocalDatabase } from '../../src/database/local/start-local-database.js';

const PROGRAM = 'secantusd-rs';
const VERSION = '0.5.3-beta.196';
const BUILD_MS = 30 * 60_000;
const READY_MS = 20_000;

/** A database server for the bench alone. */
export interface BenchDatabase {
  uri: string;
  stop(): Promise<void>;
}

/** A server that can be started, more than once. */
export interface DatabaseServer {
  description: string;
  start(dataDir: string): Promise<BenchDatabase>;
}

/** The server that `MONGO_URI` names; else the Rust server, which is built once where there is none; else the one that Atlas starts. */
export async function findDatabase(print: (line: string) => void): Promise<DatabaseServer> {
  const { MONGO_URI: uri } = process.env;
  if (uri) return { description: 'the server at MONGO_URI', start: () => Promise.resolve(standing(uri)) };
  const program = await findServer(print);
  if (program) {
    const description = `SecantusDB's Rust server ${VERSION}, every commit synchronised`;
    return { description, start: (dataDir) => startServer(program, join(dataDir, 'database')) };
  }
  print(
    'The Rust server cannot be had here: the numbers are those of the Python server, which is much slower.',
  );
  return {
    description: 'the local database that Atlas starts',
    start: (dataDir) => startLocalDatabase({ dataDir, log: print }),
  };
}

/** A server that runs already, and is left as it was. */
const standing = (uri: string): BenchDatabase => ({ uri, stop: () => Promise.resolve() });

async function findServer(print: (line: string) => void): Promise<string | null> {
  const named = process.env.SECANTUS_RS;
  if (named) return named;
  const found = await findProgram(PROGRAM, searchPath());
  if (found) return found;
  const root = join(cacheDirectory(), `secantus-mdb-${VERSION}`);
  const cached = join(root, 'bin', PROGRAM);
  if (await isExecutable(cached)) return cached;
  const cargo = await findProgram('cargo', searchPath());
  if (!cargo) return null;
  print(`Building ${PROGRAM} ${VERSION} once, which takes some minutes …`);
  try {
    const crate = ['secantus-mdb', '--version', VERSION, '--locked', '--ignore-rust-version'];
    await runProgram(cargo, ['install', ...crate, '--root', root], BUILD_MS, process.env);
    return cached;
  } catch (error) {
    print(`It could not be built: ${(error as Error).message}`);
    return null;
  }
}

async function startServer(program: string, dataPath: string): Promise<BenchDatabase> {
  await mkdir(dataPath, { recursive: true });
  const port = await freePort();
  const place = ['--port', String(port), '--storage-path', dataPath, '--sync-on-commit'];
  const server = spawn(program, place, { stdio: 'ignore' });
  // Without retried writes, as the local database of Atlas.
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true&retryWrites=false`;
  await ready(server, uri);
  return {
    uri,
    stop: async () => {
      if (server.exitCode !== null) return;
      const exit = once(server, 'exit');
      server.kill('SIGTERM');
      await exit;
    },
  };
}

async function ready(server: ChildProcess, uri: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`${PROGRAM} ended with ${server.exitCode}`);
    try {
      const connection = await mongoose
        .createConnection(uri, { serverSelectionTimeoutMS: 1_000 })
        .asPromise();
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(200);
    }
  }
}
