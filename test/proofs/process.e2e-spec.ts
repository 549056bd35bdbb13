import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config/child-environment.js';
import { userBody } from '../support/factories.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { freePort } from '../support/processes.js';
import { endPrograms, startMain } from '../support/program.js';

/** What is used of tools/build.js. */
interface Build {
  leaveOut: (directory: string) => void;
}

let database: TestDatabase;
let settings: Record<string, string>;
let port: number;
let url: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeAll(async () => {
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  settings = {
    ENVIRONMENT: 'test',
    PORT: String(port),
    SIMULATOR_PORT: String(await freePort()),
    MONGO_URI: database.uri,
    MONGO_DB: database.name,
  };
});
afterEach(endPrograms);

const production = (): Record<string, string> => ({
  ...settings,
  ENVIRONMENT: 'production',
  BASE_URL: 'https://atlas.example.com',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f0'.repeat(16),
  TWILIO_FROM_NUMBER: '+15005550006',
  // Nothing listens there: Twilio is away, and Atlas starts all the same.
  TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
});
const UP = 'listens on';

const listen = async (server: Server, onPort: number): Promise<void> => {
  server.listen(onPort, '0.0.0.0');
  await once(server, 'listening');
};

describe('a start that fails', () => {
  it('prints every problem of the configuration, one line each, without values or a stack', async () => {
    const bad = {
      PORT: 'secret-port',
      LOG_LEVEL: 'secret-level',
      BASE_URL: 'secret-url',
      ENVIRONMENT: 'production',
    };
    const atlas = startMain(bad);
    await expect(atlas.ending).resolves.toEqual({ code: 1, signal: null });
    const lines = atlas.stderr().trimEnd().split('\n');
    expect(lines[0]).toBe('Atlas cannot start. Its configuration has problems:');
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'BASE_URL',
      'LOG_LEVEL',
      'MONGO_URI',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM_NUMBER',
    ]);
    expect(`${atlas.stdout()}${atlas.stderr()}`).not.toMatch(/secret-|^\s+at /m);
    expect(atlas.stdout()).toBe('');
  }, 60_000);

  it('says that the port is taken', async () => {
    const other = createServer();
    await listen(other, port);
    const atlas = startMain(settings);
    await expect(atlas.ending).resolves.toEqual({ code: 1, signal: null });
    other.close();
    expect(atlas.stderr()).toBe(
      `Atlas cannot start: port ${port} is already taken: stop what listens there, or set PORT to a free one\n`,
    );
    expect(atlas.stdout()).not.toContain('EADDRINUSE');
  }, 60_000);
});

describe('production', () => {
  it('logs JSON, listens on this machine only, and has no simulator', async () => {
    const atlas = startMain(production());
    await atlas.says(UP);
    const making = [join('dist', 'keys.js'), 'create', '--name', 'first', '--scopes', 'admin'];
    const made = spawnSync(process.execPath, making, {
      env: childEnvironment(production()),
      encoding: 'utf8',
    });
    const headers = { 'X-API-Key': made.stdout.trim() };
    for (const path of ['/simulator', '/simulator/calls', '/2010-04-01/Accounts']) {
      expect((await fetch(`${url}${path}`)).status).toBe(401);
      expect((await fetch(`${url}${path}`, { headers })).status).toBe(404);
    }
    await expect(fetch(`http://127.0.0.1:${settings['SIMULATOR_PORT']}/simulator`)).rejects.toThrow(
      'fetch failed',
    );
    // Every address of 127/8 is this machine; a server on 0.0.0.0 would answer.
    await expect(fetch(`http://127.0.0.2:${port}/health/live`)).rejects.toThrow('fetch failed');
    await expect((await fetch(`${url}/health`)).json()).resolves.toMatchObject({
      database: 'healthy',
      twilio: 'unhealthy',
      twilio_mode: 'live',
    });
    await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
    const lines = atlas.stdout().trimEnd().split('\n');
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ service: 'atlas', time: expect.any(String) });
    expect(atlas.stdout()).not.toContain('RoutesResolver');
    expect(atlas.stderr()).toBe('');
  }, 60_000);
});

describe('the container image', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atlas-image-'));
    await cp('dist', join(folder, 'dist'), { recursive: true });
    await cp('package.json', join(folder, 'package.json'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const { leaveOut } = (await import(pathToFileURL(resolve('tools/build.js')).href)) as Build;
    leaveOut(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has neither the simulator nor the demo', async () => {
    const programs = await readdir(join(folder, 'dist'));
    expect(programs).toContain('main.js');
    for (const name of ['simulator', 'demo', 'openapi.js']) expect(programs).not.toContain(name);
    expect(await readFile('Dockerfile', 'utf8')).toMatch(/^RUN npm run build -- --production$/m);
  });

  it('needs neither of them to start', async () => {
    const atlas = startMain(production(), join(folder, 'dist', 'main.js'));
    await atlas.says(UP);
    await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
    expect(atlas.stderr()).toBe('');
  }, 60_000);

  it('tells a wrong configuration as ever', async () => {
    const atlas = startMain({ ENVIRONMENT: 'production' }, join(folder, 'dist', 'main.js'));
    await expect(atlas.ending).resolves.toEqual({ code: 1, signal: null });
    expect(atlas.stderr()).toContain('MONGO_URI is required in production');
    expect(atlas.stderr()).not.toContain('ERR_MODULE_NOT_FOUND');
  }, 60_000);
});

describe('development without any variable', () => {
  it('starts its own database and simulator, and says so once each', async () => {
    // The ports alone are given, for others may use the usual ones.
    const { PORT = '', SIMULATOR_PORT = '' } = settings;
    const atlas = startMain({ PORT, SIMULATOR_PORT });
    await atlas.says('Documentation:');
    const body = (await (await fetch(`http://127.0.0.2:${port}/health`)).json()) as object;
    expect(body).toMatchObject({ status: 'healthy', twilio_mode: 'simulated' });
    const lines = atlas.stdout().trimEnd().split('\n');
    for (const text of ['SIMULATED', 'Using ', UP, 'Data is kept in', 'Documentation:'])
      expect(lines.filter((line) => line.includes(text))).toHaveLength(1);
    expect(atlas.stdout()).not.toContain('"context"');
    await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
  }, 90_000);
});

/** A request whose body is only half sent: it is in flight until the rest comes. */
const halfSent = async (): Promise<{ finish(): Promise<number | undefined> }> => {
  const body = Buffer.from(JSON.stringify(userBody()));
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const sent: ClientRequest = request(`${url}/users`, { method: 'POST', headers });
  const answer = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.write(body.subarray(0, 10));
  await once(sent, 'socket');
  await fetch(`${url}/health/live`);
  return {
    finish: async () => {
      sent.end(body.subarray(10));
      return (await answer)[0].statusCode;
    },
  };
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('SIGTERM', () => {
  it('lets the request in flight finish, and ends with 0', async () => {
    const atlas = startMain({ ...settings, LOG_LEVEL: 'INFO' });
    await atlas.says(UP);
    const inFlight = await halfSent();
    const stopped = atlas.stop();
    await atlas.says('SIGTERM received');
    await pause(300);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
    await expect(inFlight.finish()).resolves.toBe(201);
    await expect(stopped).resolves.toMatchObject({ code: 0 });
  }, 60_000);

  it('ends it with 0 when nobody reads its output any more', async () => {
    const atlas = startMain({ ...settings, LOG_LEVEL: 'DEBUG' });
    await atlas.says(UP);
    atlas.child.stdout?.destroy();
    atlas.child.stderr?.destroy();
    for (let n = 0; n < 5; n += 1) expect((await fetch(`${url}/users`)).status).toBe(200);
    await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
  }, 60_000);

  it('ends it while it starts, though its database does not answer', async () => {
    const silent = createServer();
    const silentPort = await freePort();
    await listen(silent, silentPort);
    const connected = once(silent, 'connection');
    const atlas = startMain({ ...settings, MONGO_URI: `mongodb://127.0.0.1:${silentPort}` });
    await connected;
    await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
    silent.close();
    expect(atlas.stderr()).toBe('');
  }, 60_000);

  it.each([0, 200, 400, 800])(
    'ends it %p ms after its first line, mid-start',
    async (ms) => {
      const atlas = startMain({ ...settings, LOG_LEVEL: 'DEBUG' });
      await atlas.says('Starting Nest');
      await pause(ms);
      await expect(atlas.stop()).resolves.toMatchObject({ code: 0 });
      expect(atlas.stderr()).toBe('');
    },
    60_000,
  );
});
