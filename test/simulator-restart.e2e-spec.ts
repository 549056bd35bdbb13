import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { callBody } from './support/factories.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { freePort, type RunningProcess, startProcess } from './support/processes.js';
import { simulatedCalls } from './support/simulator-truth.js';
import { waitFor } from './support/wait-for.js';

/** The callee that keeps the line open. */
const NEVER_ENDS = '+14155550151';
const MESSAGE = '+14155550100';
/** Long enough for Atlas to be told; it would ask by itself only after two minutes. */
const TOLD_WITHIN_MS = 20_000;

describe('Atlas with the simulator inside', () => {
  let database: TestDatabase;
  let dataDir: string;
  let simulatorPort: number;
  let simulatorUrl: string;
  const running: RunningProcess[] = [];

  beforeEach(async () => {
    database = await openTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'atlas-restart-'));
    simulatorPort = await freePort();
    simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  }, 60_000);
  afterEach(async () => {
    for (const process of running.splice(0)) await process.kill();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (port: number): Promise<RunningProcess> => {
    const url = `http://127.0.0.1:${port}`;
    const settings = {
      ENVIRONMENT: 'test',
      HOST: '127.0.0.1',
      PORT: String(port),
      BASE_URL: url,
      MONGO_URI: database.uri,
      MONGO_DB: database.name,
      SIMULATOR_PORT: String(simulatorPort),
      SIMULATOR_SPEED: '50',
      TWILIO_CPS: '1000',
      ATLAS_DATA_DIR: dataDir,
      LOG_LEVEL: 'INFO',
    };
    const process = await startProcess('main.js', settings, `${url}/health/ready`);
    running.push(process);
    return process;
  };
  const place = async (port: number, to: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}/calls/outbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(callBody({ to })),
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as CallDto).call_id;
  };
  const became = (port: number, id: string, status: string): Promise<CallDto> =>
    waitFor(
      `the call to be ${status}`,
      async () => {
        const call = (await (await fetch(`http://127.0.0.1:${port}/calls/${id}`)).json()) as CallDto;
        return call.status === status && call;
      },
      TOLD_WITHIN_MS,
    );

  it.each(['kill', 'stop'] as const)(
    'leaves no call behind when it is ended (%s) in the middle of one',
    async (how) => {
      const port = await freePort();
      const first = await start(port);
      const [cut, done] = [await place(port, NEVER_ENDS), await place(port, MESSAGE)];
      await became(port, cut, 'in-progress');
      const { twilio_sid: sid } = await became(port, done, 'completed');
      await first[how]();
      await start(port);
      const call = await became(port, cut, 'failed');
      expect(call.sip_code).toBe(503);
      const told = (await simulatedCalls(simulatorUrl)).find((one) => one.sid === sid);
      expect(told).toMatchObject({ status: 'completed', recordings: [{ status: 'completed' }] });
      const synced = await fetch(`http://127.0.0.1:${port}/calls/${done}/sync`, { method: 'POST' });
      expect(synced.status).toBe(200);
    },
    90_000,
  );

  it('starts the simulator again where the instance that had it is gone', async () => {
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    const owner = await start(ports[0]);
    const others = [await start(ports[1]), await start(ports[2])];
    const done = await place(ports[0], MESSAGE);
    const { twilio_sid: sid } = await became(ports[0], done, 'completed');
    expect(await owner.stop()).toBe(0);
    await waitFor('the simulator to be back', async () => {
      const calls = await simulatedCalls(simulatorUrl).catch(() => []);
      return calls.some((call) => call.sid === sid);
    });
    for (const port of [ports[1], ports[2]]) {
      const health = await fetch(`http://127.0.0.1:${port}/health`);
      expect(await health.json()).toMatchObject({ status: 'healthy' });
      await became(port, await place(port, MESSAGE), 'completed');
    }
    const output = others.map((process) => process.output()).join('');
    expect(output.match(/Twilio simulator on \S+: calls are simulated/g)).toHaveLength(1);
  }, 90_000);
});
