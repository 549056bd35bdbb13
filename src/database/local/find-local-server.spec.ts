import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { DryMongoBinary } from 'mongodb-memory-server-core';
import { findLocalServer } from './find-local-server.js';
import type { LocalServer } from './local-server.js';

jest.setTimeout(30_000);

let directory: string;
let mirror: Server;
let requests: string[];
let archive: Buffer | null;
const lines: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'atlas-find-'));
  requests = [];
  archive = null;
  mirror = createServer((request, response) => {
    requests.push(`${request.method} ${extname(request.url ?? '')}`);
    if (!archive) return response.writeHead(503).end();
    const sum = createHash('md5').update(archive).digest('hex');
    const body = request.url?.endsWith('.md5') ? Buffer.from(`${sum}  mongodb.tgz`) : archive;
    response.writeHead(200, { 'content-length': body.length });
    return response.end(request.method === 'HEAD' ? undefined : body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => mirror.once('listening', resolve));
  Object.assign(process.env, {
    MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`,
    MONGOMS_DOWNLOAD_DIR: join(directory, 'binaries'),
    MONGOMS_PREFER_GLOBAL_PATH: 'false',
    MONGOMS_USE_HTTP: 'true',
  });
});

afterEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('MONGOMS_')) delete process.env[name];
  // It would find in other specs what lay in this one's folder.
  DryMongoBinary.binaryCache.clear();
  mirror.closeAllConnections();
  mirror.close();
  await rm(directory, { recursive: true, force: true });
});

const find = (searchPath = ''): Promise<LocalServer> =>
  findLocalServer({
    cacheDir: join(directory, 'cache'),
    searchPath,
    engine: null,
    dataPath: directory,
    log: (line) => lines.push(line),
  });

async function writeProgram(path: string, content: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  await chmod(path, 0o755);
  return path;
}

describe('findLocalServer', () => {
  it('names the three ways when there is none, and asks a closed network once', async () => {
    const message =
      /install mongod so that it is on PATH, or set MONGO_URI to a MongoDB server, or install python3 \(3\.10 or later\) with its venv module/;
    await expect(find()).rejects.toThrow(message);
    expect(requests).toEqual(['HEAD .tgz']);
    await expect(find()).rejects.toThrow(/failed lately/);
    expect(requests).toEqual(['HEAD .tgz']);
  });

  it('prefers mongod on PATH', async () => {
    const program = await writeProgram(join(directory, 'bin', 'mongod'), '#!/bin/sh\n');
    expect(await find(`/nowhere:${join(directory, 'bin')}`)).toMatchObject({ engine: 'mongod', program });
    expect(requests).toEqual([]);
  });

  it('passes over a mongod that may not be run', async () => {
    const program = await writeProgram(join(directory, 'bin', 'mongod'), '#!/bin/sh\n');
    await chmod(program, 0o644);
    await expect(find(join(directory, 'bin'))).rejects.toThrow('mongod is not on PATH');
  });

  it('then takes the binary that mongodb-memory-server has already', async () => {
    const program = await writeProgram(join(directory, 'had', 'mongod'), '#!/bin/sh\n');
    process.env.MONGOMS_SYSTEM_BINARY = program;
    process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
    expect(await find()).toMatchObject({
      engine: 'mongod',
      program,
      name: 'mongod of mongodb-memory-server',
    });
    expect(requests).toEqual([]);
  });

  it('then downloads one where the network is open, once', async () => {
    // The library calls anything smaller than 1 MiB a broken download.
    const content = `#!/bin/sh\n${'#'.repeat(2 ** 21)}\n`;
    await writeProgram(join(directory, 'mongodb', 'bin', 'mongod'), content);
    execFileSync('tar', ['czf', join(directory, 'archive.tgz'), '-C', directory, 'mongodb']);
    archive = await readFile(join(directory, 'archive.tgz'));
    const { program } = await find();
    expect(program).toContain(join(directory, 'binaries'));
    expect(await readFile(program, 'utf8')).toBe(content);
    expect(requests).toEqual(['HEAD .tgz', 'GET .tgz', 'GET .md5']);
    expect((await find()).program).toBe(program);
    expect(requests).toEqual(['HEAD .tgz', 'GET .tgz', 'GET .md5']);
  });
});
