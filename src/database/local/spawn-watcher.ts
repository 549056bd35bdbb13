import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { programEnvironment } from '../../config/program-environment.js';
import { endLeftover } from './leftover-server.js';
import type { ServerHold } from './server-hold.js';
import { ServerWatcher, type WatchPlan, type WatchReport } from './server-watcher.js';

/** The watcher as a program. It runs from its source text, so that it works from dist and from TypeScript alike. */
const PROGRAM = `
import { spawn } from 'node:child_process';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
const Watcher = ${ServerWatcher.toString()};
const watcher = new Watcher(JSON.parse(process.argv[1]), {
  spawn, createServer, createConnection, randomBytes, timingSafeEqual, writeFileSync, renameSync, pid: process.pid, owner: process.stdin,
  say: (report) => process.stdout.write(JSON.stringify(report) + '\\n'),
  exit: () => process.exit(),
});
// The owner may be gone, and then nobody is left to read.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => watcher.end());
watcher.run();
`;

/** Starts the server under a watcher of its own. What both print goes to `logFile`. Errors: the program cannot be run. */
export async function spawnWatcher(plan: WatchPlan, logFile: string): Promise<ServerHold> {
  const log = openSync(logFile, 'w');
  // Detached: Ctrl-C in a terminal then reaches Atlas alone, which closes its connections first.
  const watcher = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, JSON.stringify(plan)], {
    detached: true,
    env: programEnvironment(),
    stdio: ['pipe', 'pipe', log],
  }) as WatcherProcess;
  closeSync(log);
  const reports = listenTo(watcher);
  const serverPid = await Promise.race([reports.started, reports.ended]);
  if (typeof serverPid === 'string') throw new Error(`${plan.program} could not be run: ${serverPid}`);
  const ended = reports.ended.then(async (how) => {
    // A server whose watcher was killed has nobody else who would end it.
    if (reports.watcherFailed())
      await endLeftover({ serverPid, dataPath: plan.state.dataPath, port: plan.state.port });
    return how;
  });
  setReferenced(watcher, false);
  return {
    serverPid,
    ended,
    release: async () => {
      setReferenced(watcher, true);
      watcher.stdin.end();
      await Promise.race([reports.kept, ended]);
      setReferenced(watcher, false);
    },
  };
}

type WatcherProcess = ChildProcessByStdio<Writable, Readable, null>;

interface Reports {
  started: Promise<number>;
  kept: Promise<void>;
  ended: Promise<string>;
  /** Whether the watcher ended without having seen its server end. */
  watcherFailed(): boolean;
}

function listenTo(watcher: WatcherProcess): Reports {
  const lines = createInterface({ input: watcher.stdout });
  const on = (take: (report: WatchReport) => void): unknown =>
    lines.on('line', (line) => take(JSON.parse(line) as WatchReport));
  let how: string | undefined;
  on((report) => {
    if (report.event === 'ended') how = report.how;
  });
  return {
    started: new Promise((resolve) => {
      on((report) => report.event === 'started' && resolve(report.serverPid));
    }),
    kept: new Promise((resolve) => {
      on((report) => report.event === 'kept' && resolve());
    }),
    ended: new Promise((resolve, reject) => {
      watcher.once('error', reject);
      watcher.once('close', (code, signal) =>
        resolve(how ?? `its watcher ended: ${signal ?? `code ${code}`}`),
      );
    }),
    watcherFailed: () => how === undefined,
  };
}

/** Whether the watcher keeps Atlas's process running: only while Atlas waits for it. */
function setReferenced(watcher: WatcherProcess, referenced: boolean): void {
  for (const part of [watcher, watcher.stdin as Socket, watcher.stdout as Socket]) {
    if (referenced) part.ref();
    else part.unref();
  }
}
