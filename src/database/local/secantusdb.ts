import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalServer, ServerPlace, Unavailable } from './local-server.js';
import { SECANTUS_VERSION } from './secantus-pins.js';
import { KEY_HOLDER } from './local-uri.js';
import { secantusVenv, type VenvOptions } from './secantus-venv.js';

/**
 * SecantusDB's own program, whose one user is, as at mongod, the holder of the key. It is put there before anybody can
 * connect, and with no other beside it: somebody may have made one while the server asked for no key.
 */
const PROGRAM = `
import sys
from secantus import auth, cli

key_file = sys.argv.pop(1)

class Server(cli.SecantusDBServer):
    def start(self):
        with open(key_file) as file:
            key = file.read()
        for user in self.storage.list_users(limit=1000):
            self.storage.drop_user(user['db'], user['user'])
        self.storage.add_user('${KEY_HOLDER.db}', '${KEY_HOLDER.user}', {
            '_id': '${KEY_HOLDER.db}.${KEY_HOLDER.user}',
            'user': '${KEY_HOLDER.user}',
            'db': '${KEY_HOLDER.db}',
            'credentials': auth.derive_credentials(key, iterations=4096).to_doc(),
            'roles': [{'role': 'root', 'db': 'admin'}],
            'mechanisms': [auth.SCRAM_SHA_256],
        })
        super().start()

cli.SecantusDBServer = Server
sys.exit(cli.main())
`;

/** SecantusDB in its private venv; the venv is made first where there is none (some seconds, once per user). */
export async function secantusdb(options: VenvOptions): Promise<LocalServer | Unavailable> {
  const venv = await secantusVenv(options);
  if ('unavailable' in venv) return venv;
  return {
    engine: 'secantusdb',
    name: `SecantusDB ${SECANTUS_VERSION}`,
    program: venv.python,
    arguments: async (place) => ['-I', '-c', PROGRAM, place.keyFile, ...(await secantusArguments(place))],
  };
}

async function secantusArguments({ port, dataPath }: ServerPlace): Promise<string[]> {
  // Naming a settings file, though empty, keeps the server from reading one of the user's or of the working directory.
  const settings = join(dataPath, 'secantusdb.toml');
  await writeFile(settings, '');
  const where = ['--auth', '--host', '127.0.0.1', '--port', String(port), '--storage-path', dataPath];
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
