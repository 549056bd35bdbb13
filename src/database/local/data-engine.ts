import { readdir } from 'node:fs/promises';
import type { Engine } from './local-server.js';

/** Which engine made the files in a data directory, by the catalogue that each keeps; null when there are none. */
export async function dataEngine(dataPath: string): Promise<Engine | null> {
  const names = await readdir(dataPath);
  if (names.includes('_mdb_catalog.wt')) return 'mongod';
  return names.includes('secantus_collections.wt') ? 'secantusdb' : null;
}
