import { performance } from 'node:perf_hooks';
import { type Call, type CallRequest, newQueuedCall } from '../../src/calls/model/call.js';
import { ringLanes } from '../../src/calls/testing/ring-lanes.js';
import { startHttpServer } from '../../src/twilio/testing/misbehaving-server.js';
import { testAccount } from '../../src/twilio/testing/test-account.js';
import { dropTestDatabase, testDatabaseName } from './mongo.js';
import { type RunningApp, startApp } from './start-app.js';
import { acceptCall, isDial } from './stub-twilio.js';

/** One request to dial, as the stand-in for Twilio saw it come. */
export interface Arrival {
  callId: string;
  attempt: number;
  /** Milliseconds of a clock that never jumps. */
  at: number;
}

/** Instances on one database, and one stand-in for Twilio that accepts every call and never calls back. */
export interface DispatchStage {
  apps: RunningApp[];
  arrivals: Arrival[];
  /** Stores calls that wait, behind the instances' back. */
  store(calls: Call[]): Promise<void>;
  /** Waits until `count` calls have arrived, or the time is over. */
  arrived(count: number, withinMs: number): Promise<Arrival[]>;
  close(): Promise<void>;
}

export const waitingCall = (request: Partial<CallRequest> = {}, dueAt = new Date()): Call =>
  newQueuedCall(
    { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false, ...request },
    { dueAt, why: 'time' },
  );

const arrivalOf = (body: string): Arrival => {
  const { searchParams } = new URL(new URLSearchParams(body).get('Url') ?? 'http://nobody');
  const attempt = Number(searchParams.get('attempt'));
  return { callId: searchParams.get('call_id') ?? '', attempt, at: performance.now() };
};

/** Starts `count` instances with these settings. */
export const openDispatchStage = async (
  count: number,
  variables: Record<string, string>,
): Promise<DispatchStage> => {
  const arrivals: Arrival[] = [];
  const twilio = await startHttpServer((response, n) => {
    const asked = twilio.requests[n];
    if (asked && isDial(asked)) arrivals.push(arrivalOf(asked.body));
    acceptCall(response);
  });
  const databaseName = testDatabaseName();
  const account = testAccount({ apiBaseUrl: twilio.url });
  const apps: RunningApp[] = [];
  for (let n = 0; n < count; n += 1) apps.push(await startApp({ databaseName, account, variables }));
  return {
    apps,
    arrivals,
    store: async (calls) => {
      const connection = apps[0]?.connection;
      if (!connection) throw new Error('No instance is there');
      const stored = connection.collection<{ _id: string }>('calls');
      await stored.insertMany(calls.map(({ id, ...rest }) => ({ _id: id, ...rest })));
      await ringLanes(connection, calls);
    },
    arrived: async (wanted, withinMs) => {
      const deadline = Date.now() + withinMs;
      while (arrivals.length < wanted && Date.now() < deadline)
        await new Promise((done) => setTimeout(done, 20));
      return [...arrivals];
    },
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await twilio.close();
      await dropTestDatabase(databaseName);
    },
  };
};
