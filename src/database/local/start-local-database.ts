import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheDirectory } from '../../config/cache-directory.js';
import { searchPath } from '../../config/search-path.js';
import { readState, type DatabaseState } from './database-state.js';
import { withFileLock } from './file-lock.js';
import { findLocalServer } from './find-local-server.js';
import { joinWatcher } from './join-watcher.js';
import { endLeftover } from './leftover-server.js';
import { dataEngine } from './data-engine.js';
import { launchServer, type LaunchedServer } from './launch-server.js';
import { localUri } from './local-uri.js';
import { serverKey } from './server-key.js';
import { isServing } from './server-readiness.js';

export interface LocalDatabaseOptions {
  /** Everything that the server keeps is below it; made when it is not there. */
  dataDir: string;
  log: (line: string) => void;
  /** Where programs are installed for this user. Default: the user's cache directory. */
  cacheDir?: string;
  /** Where mongod and python3 are looked for. Default: PATH. */
  searchPath?: string;
}

/** A MongoDB-compatible server on 127.0.0.1, shared by every Atlas on the same data directory. */
export interface LocalDatabase {
  /** With the key of the server: not for people. */
  uri: string;
  /** For people: which server it is, where it listens and where its data are. */
  description: string;
  /** Lets go of the server; the last one to do so ends it, and resolves when it has ended. */
  stop(): Promise<void>;
}

/** The data hold what people said, and the key opens them: only this user may read them. */
const OWNER_ONLY = { recursive: true, mode: 0o700 };

/**
 * Starts a local server for development and tests, or joins the one that runs on `dataDir` already. The server
 * ends when all who use it have ended, in whatever way. Errors: no server can be had here; it does not start.
 */
export async function startLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, OWNER_ONLY);
  const wait = (): void =>
    options.log(`Another process is starting the database in ${dataDir}: waiting for it`);
  return withFileLock(join(dataDir, 'database.lock'), () => joinOrStart(options, dataDir), wait);
}

async function joinOrStart(options: LocalDatabaseOptions, dataDir: string): Promise<LocalDatabase> {
  const stateFile = join(dataDir, 'database.json');
  const earlier = await readState(stateFile);
  const key = await serverKey(dataDir);
  const joined = earlier && (await tryJoin(earlier, key.value));
  if (joined) return toDatabase(joined, 'joined', options.log);
  if (earlier) await endLeftover(earlier);
  const dataPath = join(dataDir, 'mongo');
  await mkdir(dataPath, OWNER_ONLY);
  await chmod(dataPath, OWNER_ONLY.mode);
  const { log, cacheDir = cacheDirectory(), searchPath: path = searchPath() } = options;
  const engine = await dataEngine(dataPath);
  const server = await findLocalServer({ cacheDir, searchPath: path, engine, dataPath, log });
  const logFile = join(dataDir, 'database.log');
  const launched = await launchServer(server, { stateFile, logFile, dataPath, key, port: earlier?.port });
  return toDatabase({ ...launched, key: key.value }, 'started', log);
}

interface OpenServer extends LaunchedServer {
  key: string;
}

/** Holds the server before looking whether it works, so that it cannot end between the two. */
async function tryJoin(state: DatabaseState, key: string): Promise<OpenServer | null> {
  const hold = await joinWatcher(state);
  if (!hold) return null;
  const { name, port, dataPath } = state;
  if (await isServing({ ...state, key })) return { hold, name, port, dataPath, key };
  await hold.release();
  return null;
}

function toDatabase(
  { hold, name, port, dataPath, key }: OpenServer,
  how: 'started' | 'joined',
  log: (line: string) => void,
): LocalDatabase {
  const description = `${name} on 127.0.0.1:${port} (local, ${how}), data in ${dataPath}`;
  let stopping = false;
  void hold.ended.then((end) => {
    if (!stopping) log(`The local database has ended (${end}). Start Atlas again to start it again.`);
  });
  return {
    uri: localUri(port, key),
    description,
    stop: async () => {
      stopping = true;
      await hold.release();
    },
  };
}
