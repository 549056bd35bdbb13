import { findProgram } from './find-program.js';
import type { LocalServer, Unavailable } from './local-server.js';

export const REPLICA_SET = 'atlas';

/** The mongod on PATH. */
export async function mongodOnPath(path: string): Promise<LocalServer | Unavailable> {
  const program = await findProgram('mongod', path);
  return program ? mongod(program, 'mongod from PATH') : { unavailable: 'mongod is not on PATH' };
}

/** A mongod binary, started as a member of a replica set so that transactions and change streams work. */
export function mongod(program: string, name: string): LocalServer {
  return {
    engine: 'mongod',
    name,
    program,
    arguments: ({ port, dataPath }) => {
      const where = ['--dbpath', dataPath, '--port', String(port), '--bind_ip', '127.0.0.1'];
      return Promise.resolve([
        ...where,
        '--replSet',
        REPLICA_SET,
        '--wiredTigerCacheSizeGB',
        '0.25',
        '--quiet',
      ]);
    },
  };
}
