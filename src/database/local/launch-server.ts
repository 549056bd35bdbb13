import { readFile } from 'node:fs/promises';
import { freePort } from '../../common/process/free-port.js';
import type { LocalServer } from './local-server.js';
import type { ServerHold } from './server-hold.js';
import type { ServerKey } from './server-key.js';
import { serverReady } from './server-readiness.js';
import { spawnWatcher } from './spawn-watcher.js';

/** How long the server may take to end before its watcher kills it; what it acknowledged is on disk by then. */
const GRACE_MS = 3_000;
/** How long a visitor of the watcher may take to show who it is. */
const PATIENCE_MS = 2_000;
const TRIES = 3;

export interface LaunchPlace {
  stateFile: string;
  logFile: string;
  dataPath: string;
  key: ServerKey;
  /** The port of the last run, used again where it is free. */
  port: number | undefined;
}

export interface LaunchedServer {
  hold: ServerHold;
  name: string;
  port: number;
  dataPath: string;
}

/** Starts the server and waits until it takes writes. Errors: it does not start; the message ends in its last words. */
export async function launchServer(server: LocalServer, place: LaunchPlace): Promise<LaunchedServer> {
  let failure: Error | undefined;
  for (let tried = 0; tried < TRIES; tried += 1) {
    // Another program may take the port between the look and the server's start: the next try has another one.
    const port = await freePort(tried === 0 ? place.port : undefined);
    try {
      return await launchOn(port, server, place);
    } catch (error) {
      failure = error as Error;
    }
  }
  const lastWords = (await readFile(place.logFile, 'utf8')).trim().split('\n').slice(-3).join('\n');
  throw new Error(
    `${server.name} could not be started: ${failure?.message}. ${place.logFile} ends with:\n${lastWords}`,
  );
}

async function launchOn(port: number, server: LocalServer, place: LaunchPlace): Promise<LaunchedServer> {
  const { dataPath, key, stateFile, logFile } = place;
  const { engine, name, program } = server;
  const args = await server.arguments({ port, dataPath, keyFile: key.file });
  const state = { engine, name, dataPath, port };
  const limits = { graceMs: GRACE_MS, patienceMs: PATIENCE_MS };
  const plan = { program, arguments: args, stateFile, state, ...limits };
  const hold = await spawnWatcher(plan, logFile);
  try {
    await serverReady({ port, key: key.value, engine, serverPid: hold.serverPid, ended: hold.ended });
  } catch (error) {
    await hold.release();
    throw error;
  }
  return { hold, name, port, dataPath };
}
