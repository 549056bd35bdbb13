import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { renameSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { freePort } from '../../common/process/free-port.js';
import { processExists } from './process-exists.js';
import { ServerWatcher, type WatchReport } from './server-watcher.js';

const OBEDIENT = `require('node:net').createServer().listen(PORT, '127.0.0.1')`;
const STUBBORN = `process.on('SIGTERM', () => undefined); ${OBEDIENT}`;

describe('ServerWatcher', () => {
  let directory: string;
  let owner: PassThrough;
  let watcher: ServerWatcher;
  const reports: WatchReport[] = [];
  let over: Promise<void>;
  const joiners: Socket[] = [];
  const servers: ChildProcess[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atlas-watcher-'));
    owner = new PassThrough();
    reports.length = 0;
    servers.length = 0;
  });
  afterEach(async () => {
    owner.end();
    joiners.splice(0).forEach((joiner) => joiner.destroy());
    await over;
    await rm(directory, { recursive: true, force: true });
  });

  async function watch(source: string, program = process.execPath): Promise<void> {
    const port = await freePort();
    const stateFile = join(directory, 'database.json');
    const state = { engine: 'mongod', name: 'a server', dataPath: directory, port } as const;
    const args = ['-e', source.replace('PORT', String(port))];
    const plan = { program, arguments: args, stateFile, state, graceMs: 300, patienceMs: 1_000 };
    over = new Promise((resolve) => {
      const host = {
        spawn: ((...args: Parameters<typeof spawn>) => {
          const server = spawn(...args);
          servers.push(server);
          return server;
        }) as typeof spawn,
        createServer,
        createConnection,
        randomBytes,
        timingSafeEqual,
        writeFileSync,
        renameSync,
        pid: process.pid,
        owner,
      };
      const say = (report: WatchReport): unknown => reports.push(report);
      watcher = new ServerWatcher(plan, { ...host, say, exit: resolve });
    });
    watcher.run();
    while (reports.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  const state = async (): Promise<{ serverPid: number; watcherPort: number; id: string; port: number }> =>
    JSON.parse(await readFile(join(directory, 'database.json'), 'utf8'));

  async function visit(): Promise<Socket> {
    const visitor = createConnection({ host: '127.0.0.1', port: (await state()).watcherPort });
    joiners.push(visitor.on('error', () => undefined));
    return visitor;
  }

  async function joinIt(): Promise<Socket> {
    const { id } = await state();
    const joiner = await visit();
    joiner.write(id);
    const [answer] = (await once(joiner, 'data')) as [Buffer];
    expect(answer.toString()).toBe('held\n');
    return joiner;
  }

  /** What a stranger hears, who says this at once and goes on to say `slowly`, until the connection is ended. */
  async function heardBy(says: string, slowly = ''): Promise<string> {
    const stranger = await visit();
    let heard = '';
    stranger.on('data', (piece: Buffer) => (heard += piece.toString()));
    stranger.write(says);
    const drip = setInterval(() => slowly && stranger.write(slowly), 20);
    // Its end may be a reset, which once() would take for a failure.
    await new Promise((resolve) => stranger.once('close', resolve));
    clearInterval(drip);
    return heard;
  }

  it('says what it started, and ends it when its owner is gone', async () => {
    await watch(OBEDIENT);
    const { serverPid, id } = await state();
    expect(id).toMatch(/^[\da-f]{64}$/);
    expect((await stat(join(directory, 'database.json'))).mode & 0o777).toBe(0o600);
    expect(reports).toEqual([{ event: 'started', serverPid }]);
    owner.end();
    await over;
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'SIGTERM' });
    expect(processExists(serverPid)).toBe(false);
  });

  it('keeps it while a joiner is there, and lets the last one wait for the end', async () => {
    await watch(OBEDIENT);
    const [first, last] = [await joinIt(), await joinIt()];
    owner.end();
    await once(owner, 'end');
    first.end();
    await once(first, 'close');
    expect(reports.at(-1)).toEqual({ event: 'kept' });
    last.end();
    await over;
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'SIGTERM' });
  });

  it('tells a stranger nothing, and ends who is wrong, silent or slow', async () => {
    await watch(OBEDIENT);
    const { id } = await state();
    const [wrong, tooMuch] = ['0'.repeat(id.length), `${id}0`];
    const heard = [heardBy(wrong), heardBy(tooMuch), heardBy(''), heardBy('', id.slice(0, 1))];
    expect(await Promise.all(heard)).toEqual(['', '', '', '']);
  });

  it('keeps nothing running for a stranger', async () => {
    await watch(OBEDIENT);
    const { serverPid } = await state();
    await visit();
    owner.end();
    await over;
    expect(processExists(serverPid)).toBe(false);
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'SIGTERM' });
    expect(reports).not.toContainEqual({ event: 'kept' });
  });

  it('takes a joiner that shows itself in pieces', async () => {
    await watch(OBEDIENT);
    const { id } = await state();
    const joiner = await visit();
    joiner.write(id.slice(0, 10));
    setTimeout(() => joiner.write(id.slice(10)), 30);
    expect(String(await once(joiner, 'data'))).toBe('held\n');
  });

  it('takes a joiner that was killed for gone', async () => {
    await watch(OBEDIENT);
    const joiner = await joinIt();
    owner.end();
    await once(owner, 'end');
    joiner.resetAndDestroy();
    await over;
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'SIGTERM' });
  });

  it('kills a server that does not end', async () => {
    await watch(STUBBORN);
    const { port } = await state();
    while (
      !(await new Promise((yes) =>
        createConnection(port)
          .on('connect', () => yes(true))
          .on('error', () => yes(false)),
      ))
    );
    watcher.end();
    watcher.end();
    await over;
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'SIGKILL' });
  });

  it('notices that the server ended by itself', async () => {
    await watch('process.exit(3)');
    await over;
    expect(reports.at(-1)).toEqual({ event: 'ended', how: 'code 3' });
  });

  it('leaves no server behind whose state cannot be written, and says why', async () => {
    await mkdir(join(directory, 'database.json'));
    await watch(STUBBORN);
    await over;
    expect(reports).toEqual([
      { event: 'ended', how: expect.stringMatching(/^its state could not be written: E.*database\.json/) },
    ]);
    expect(servers.map(({ pid = 0 }) => processExists(pid))).toEqual([false]);
  });

  it('says that a program cannot be run', async () => {
    await watch('', join(directory, 'nothing'));
    expect(reports).toEqual([{ event: 'ended', how: expect.stringContaining('ENOENT') }]);
  });
});
