import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../../config/cache-directory.js';
import { searchPath } from '../../../config/search-path.js';
import { secantusVenv } from '../secantus-venv.js';

/**
 * Where no mongod can be had, this program stands in for it: it takes mongod's arguments, writes them to
 * `started.jsonl` below the data, and is not writable until it is the primary of a replica set whose one member
 * has its own address, as mongod is. It lets in who has the key alone. Behind it is SecantusDB.
 */
const SOURCE = `
import argparse, json, os, sys
from secantus import auth, cli, commands

parser = argparse.ArgumentParser()
for name in ('--dbpath', '--port', '--bind_ip', '--replSet', '--wiredTigerCacheSizeGB', '--keyFile', '--setParameter'):
    parser.add_argument(name, required=True)
parser.add_argument('--quiet', action='store_true')
options = parser.parse_args()
assert options.setParameter == 'enableLocalhostAuthBypass=false'
config_file = os.path.join(options.dbpath, 'replica-set.json')
me = options.bind_ip + ':' + options.port

with open(os.path.join(options.dbpath, 'started.jsonl'), 'a') as record:
    record.write(json.dumps(sys.argv[1:]) + '\\n')
open(os.path.join(options.dbpath, '_mdb_catalog.wt'), 'a').close()

def read():
    return json.load(open(config_file)) if os.path.exists(config_file) else None

def write(config):
    with open(config_file, 'w') as file:
        json.dump(config, file)

def initiate(doc, ctx):
    if read():
        return {'ok': 0, 'code': 23, 'codeName': 'AlreadyInitialized', 'errmsg': 'already initialized'}
    write({**doc['replSetInitiate'], 'version': 1, 'protocolVersion': 1})
    return {'ok': 1}

def reconfigure(doc, ctx):
    config = doc['replSetReconfig']
    if not doc.get('force') or config['version'] <= read()['version']:
        return {'ok': 0, 'code': 103, 'codeName': 'NewReplicaSetConfigurationIncompatible', 'errmsg': 'version'}
    write(config)
    return {'ok': 1}

said = commands._HANDLERS['hello']

def hello(doc, ctx):
    config = read()
    primary = bool(config) and config['_id'] == options.replSet and config['members'][0]['host'] == me
    return {**said(doc, ctx), 'isWritablePrimary': primary}

def users_info(doc, ctx):
    assert doc['usersInfo'] == {'forAllDBs': True}
    return {'users': [user for user in ctx.storage.list_users() if user['user'] != '__system'], 'ok': 1}

commands._HANDLERS['hello'] = hello
commands._HANDLERS['usersInfo'] = users_info
for name, handler in {
    'replSetInitiate': initiate,
    'replSetReconfig': reconfigure,
    'replSetGetConfig': lambda doc, ctx: {'config': read(), 'ok': 1},
}.items():
    commands._HANDLERS[name] = handler

class Server(cli.SecantusDBServer):
    def start(self):
        self.storage.add_user('local', '__system', {
            '_id': 'local.__system', 'user': '__system', 'db': 'local',
            'credentials': auth.derive_credentials(open(options.keyFile).read()).to_doc(),
            'roles': [{'role': 'root', 'db': 'admin'}], 'mechanisms': [auth.SCRAM_SHA_256],
        }, replace=True)
        super().start()

cli.SecantusDBServer = Server
storage = os.path.join(options.dbpath, 'stand-in')
sys.argv = ['mongod', '--auth', '--host', options.bind_ip, '--port', options.port, '--storage-path', storage, '--sync-on-commit']
sys.exit(cli.main())
`;

/** Writes the program `mongod` into a directory, to be given as the search path. Gives its full path. */
export async function writeStandInMongod(directory: string): Promise<string> {
  const venv = await secantusVenv({
    cacheDir: cacheDirectory(),
    searchPath: searchPath(),
    log: () => undefined,
  });
  if ('unavailable' in venv) throw new Error(venv.unavailable);
  await mkdir(directory, { recursive: true });
  const program = join(directory, 'mongod');
  await writeFile(program, `#!${venv.python} -I\n${SOURCE}`);
  await chmod(program, 0o755);
  return program;
}
