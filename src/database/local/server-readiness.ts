import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { accepts } from './accepts.js';
import type { Engine } from './local-server.js';
import { localUri } from './local-uri.js';
import { REPLICA_SET } from './mongod.js';

const POLL_MS = 30;
const READY_LIMIT_MS = 60_000;
const ALREADY_INITIALIZED = 23;

/** The part of a replica set's configuration that is written here; the rest is handed back as it was. */
interface ReplicaSet {
  version: number;
  members: { host: string }[];
}

type Client = mongoose.mongo.MongoClient;
type Admin = ReturnType<ReturnType<Client['db']>['admin']>;

/** Where a server is, and what opens it. */
interface Access {
  port: number;
  key: string;
}

export interface StartingServer extends Access {
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
  await withClient(server, async (client) => {
    const admin = client.db().admin();
    if (server.engine === 'mongod') await startReplicaSet(admin, `127.0.0.1:${server.port}`);
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await pause();
    if (server.engine === 'mongod') await forgetUsers(client);
  });
  if (!(await isServing(server))) throw new Error(`another server answers on port ${server.port}`);
}

/** Whether the very process with this id answers as a MongoDB server on the port, and knows the key. */
export async function isServing({ serverPid, ...access }: Access & { serverPid: number }): Promise<boolean> {
  try {
    return await withClient(access, async (client) => {
      const { pid } = await client.db().admin().serverStatus();
      return pid === serverPid;
    });
  } catch {
    return false;
  }
}

async function withClient<T>({ port, key }: Access, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(localUri(port, key), { serverSelectionTimeoutMS: 5_000 });
  try {
    return await task(await client.connect());
  } finally {
    await client.close();
  }
}

/** Removes the users that somebody may have made while the server asked for no key. */
async function forgetUsers(client: Client): Promise<void> {
  const { users } = await client
    .db()
    .admin()
    .command({ usersInfo: { forAllDBs: true } });
  for (const { db, user } of users as { db: string; user: string }[])
    await client.db(db).command({ dropUser: user });
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
