import { findProgram } from './find-program.js';
import type { LocalServer, Unavailable } from './local-server.js';

export const REPLICA_SET = 'atlas';

/** The mongod on PATH. */
export async function mongodOnPath(path: string): Promise<LocalServer | Unavailable> {
  const program = await findProgram('mongod', path);
  return program ? mongod(program, 'mongod from PATH') : { unavailable: 'mongod is not on PATH' };
}

/**
 * A mongod binary, started as a member of a replica set so that transactions and change streams work. It lets in who
 * has the members' key, and not, as by default, the first who comes from this machine.
 */
export function mongod(program: string, name: string): LocalServer {
  return {
    engine: 'mongod',
    name,
    program,
    arguments: ({ port, dataPath, keyFile }) => {
      const where = ['--dbpath', dataPath, '--port', String(port), '--bind_ip', '127.0.0.1'];
      const access = ['--keyFile', keyFile, '--setParameter', 'enableLocalhostAuthBypass=false'];
      const size = ['--wiredTigerCacheSizeGB', '0.25', '--quiet'];
      return Promise.resolve([...where, '--replSet', REPLICA_SET, ...access, ...size]);
    },
  };
}
