import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Engine } from './local-server.js';

/** The last run of the server on a data directory, as its watcher wrote it to `database.json`. It may be over. */
export interface DatabaseState {
  /** The secret of this run: who can read the file shows it to the watcher, and may hold the server. */
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
  try {
    const state: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isState(state) ? state : null;
  } catch {
    return null;
  }
}

function isState(value: unknown): value is DatabaseState {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Record<keyof DatabaseState, unknown>;
  const numbers = [state.port, state.serverPid, state.watcherPid, state.watcherPort];
  return (
    numbers.every((number) => Number.isInteger(number) && Number(number) > 0) &&
    (state.engine === 'mongod' || state.engine === 'secantusdb') &&
    typeof state.id === 'string' &&
    typeof state.name === 'string' &&
    typeof state.dataPath === 'string' &&
    isAbsolute(state.dataPath)
  );
}
