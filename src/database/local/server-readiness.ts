import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { accepts } from './accepts.js';
import type { Engine } from './local-server.js';
import { REPLICA_SET } from './mongod.js';

const POLL_MS = 30;
const READY_LIMIT_MS = 60_000;
const ALREADY_INITIALIZED = 23;

/** The part of a replica set's configuration that is written here; the rest is handed back as it was. */
interface ReplicaSet {
  version: number;
  members: { host: string }[];
}

type Admin = ReturnType<ReturnType<mongoose.mongo.MongoClient['db']>['admin']>;

/** Without retried writes: SecantusDB goes through its records of them at each write, and stalls after some 10,000. */
export const localUri = (port: number): string =>
  `mongodb://127.0.0.1:${port}/?directConnection=true&retryWrites=false`;

export interface StartingServer {
  port: number;
  engine: Engine;
  serverPid: number;
  ended: Promise<string>;
}

/** Waits until the server takes writes. Errors: it ended, took too long, or another program has its port. */
export async function serverReady(server: StartingServer): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  let end: string | undefined;
  const ended = server.ended.then((how) => {
    end = how;
  });
  const pause = async (): Promise<void> => {
    if (Date.now() > deadline) throw new Error(`it was not ready after ${READY_LIMIT_MS / 1000} s`);
    await Promise.race([sleep(POLL_MS), ended]);
    if (end !== undefined) throw new Error(`it ended at once (${end})`);
  };
  while (!(await accepts(server.port))) await pause();
  await withAdmin(server.port, async (admin) => {
    if (server.engine === 'mongod') await startReplicaSet(admin, `127.0.0.1:${server.port}`);
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await pause();
  });
  if (!(await isServing(server))) throw new Error(`another server answers on port ${server.port}`);
}

/** Whether the very process with this id answers as a MongoDB server on the port. */
export async function isServing({ port, serverPid }: { port: number; serverPid: number }): Promise<boolean> {
  try {
    return await withAdmin(port, async (admin) => (await admin.serverStatus()).pid === serverPid);
  } catch {
    return false;
  }
}

async function withAdmin<T>(port: number, task: (admin: Admin) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(localUri(port), { serverSelectionTimeoutMS: 5_000 });
  try {
    return await task((await client.connect()).db().admin());
  } finally {
    await client.close();
  }
}

/** Makes the server a replica set of one, or leaves it one; a port that has changed is written into its configuration. */
async function startReplicaSet(admin: Admin, host: string): Promise<void> {
  try {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_INITIALIZED) throw error;
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as unknown as { config: ReplicaSet };
    const [member] = config.members;
    if (member?.host === host) return;
    const moved: ReplicaSet = { ...config, version: config.version + 1, members: [{ ...member, host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  }
}
