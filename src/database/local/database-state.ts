import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Engine } from './local-server.js';

/** The last run of the server on a data directory, as its watcher wrote it to `database.json`. It may be over. */
export interface DatabaseState {
  id: string;
  engine: Engine;
  name: string;
  dataPath: string;
  port: number;
  serverPid: number;
  watcherPid: number;
  watcherPort: number;
}

/** The state file's content; null when there is none or it is damaged. */
export async function readState(file: string): Promise<DatabaseState | null> {
  let state: Partial<DatabaseState> | null;
  try {
    state = JSON.parse(await readFile(file, 'utf8')) as Partial<DatabaseState> | null;
  } catch {
    return null;
  }
  return state && isWhole(state) ? state : null;
}

function isWhole(state: Partial<DatabaseState>): state is DatabaseState {
  const numbers = [state.port, state.serverPid, state.watcherPid, state.watcherPort];
  return (
    numbers.every((value) => Number.isInteger(value) && value! > 0) &&
    (state.engine === 'mongod' || state.engine === 'secantusdb') &&
    [state.id, state.name, state.dataPath].every((value) => typeof value === 'string') &&
    isAbsolute(state.dataPath!)
  );
}
