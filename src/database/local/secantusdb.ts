import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalServer, ServerPlace, Unavailable } from './local-server.js';
import { SECANTUS_VERSION } from './secantus-pins.js';
import { secantusVenv, type VenvOptions } from './secantus-venv.js';

/** SecantusDB in its private venv; the venv is made first where there is none (some seconds, once per user). */
export async function secantusdb(options: VenvOptions): Promise<LocalServer | Unavailable> {
  const venv = await secantusVenv(options);
  if ('unavailable' in venv) return venv;
  return {
    engine: 'secantusdb',
    name: `SecantusDB ${SECANTUS_VERSION}`,
    program: venv.python,
    arguments: async (place) => [venv.script, ...(await secantusArguments(place))],
  };
}

async function secantusArguments({ port, dataPath }: ServerPlace): Promise<string[]> {
  // Naming a settings file, though empty, keeps the server from reading one of the user's or of the working directory.
  const settings = join(dataPath, 'secantusdb.toml');
  await writeFile(settings, '');
  const where = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', dataPath];
  // Without --sync-on-commit a kill -9 loses acknowledged writes.
  return [
    '--config',
    settings,
    ...where,
    '--sync-on-commit',
    '--cache-size',
    '256M',
    '--log-level',
    'WARNING',
  ];
}
