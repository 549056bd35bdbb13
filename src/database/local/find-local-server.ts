import { memoryServerMongod } from './memory-server-mongod.js';
import type { Engine, LocalServer, Unavailable } from './local-server.js';
import { mongodOnPath } from './mongod.js';
import { secantusdb } from './secantusdb.js';

export interface SearchOptions {
  cacheDir: string;
  searchPath: string;
  /** The engine that made the data which are there already: no other can read them. */
  engine: Engine | null;
  dataPath: string;
  log: (line: string) => void;
}

/** The best server that this machine has: mongod on PATH, then a downloaded mongod, then SecantusDB. Errors: none. */
export async function findLocalServer(options: SearchOptions): Promise<LocalServer> {
  const ways: { engine: Engine; name: string; find: () => Promise<LocalServer | Unavailable> }[] = [
    { engine: 'mongod', name: 'mongod', find: () => mongodOnPath(options.searchPath) },
    { engine: 'mongod', name: 'mongod by download', find: () => memoryServerMongod(options) },
    { engine: 'secantusdb', name: 'SecantusDB', find: () => secantusdb(options) },
  ];
  const reasons: string[] = [];
  for (const way of ways) {
    if (options.engine && way.engine !== options.engine) continue;
    const found = await way.find();
    if (!('unavailable' in found)) return found;
    reasons.push(`${way.name}: ${found.unavailable}`);
  }
  throw new Error(noServerMessage(options, reasons));
}

function noServerMessage({ engine, dataPath }: SearchOptions, reasons: string[]): string {
  const keep = engine
    ? ` The data in ${dataPath} were made by ${engine}; remove them to use another server.`
    : '';
  return (
    'No local database can be started. Either install mongod so that it is on PATH, or set MONGO_URI to a ' +
    `MongoDB server, or install python3 (3.10 or later) with its venv module.${keep} What was tried: ${reasons.join('; ')}.`
  );
}
