import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallDocument } from '../../src/calls/model/call.schema.js';
import type { UnmatchedEventDocument } from '../../src/calls/news/unmatched-event.schema.js';
import type { CallDto } from '../../src/calls/view/dto/call.dto.js';
import type { RecordingDocument } from '../../src/recordings/recording.schema.js';
import { contentOf } from '../../prove/content.js';
import { callBody } from '../support/factories.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { freePort, type RunningProcess, startProcess } from '../support/processes.js';
import { isDelivered, quietCalls, type SimulatedCall, storyOf, truthOf } from '../support/simulator-truth.js';
import { waitFor } from '../support/wait-for.js';

const KILLS = 3;
const CLIENTS = 4;
const EVENTS = ['status', 'voice', 'recording', 'transcription'];
const ENDS = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];
const CALLEES = ['0100', '0120', '0130', '0131', '0132'];

let database: TestDatabase;
let dataDir: string;
let simulator: RunningProcess | undefined;
let atlas: RunningProcess | undefined;
let url: string;
let simulatorUrl: string;
let settings: Record<string, string>;

const startAtlas = () => startProcess('main.js', settings, `${url}/health/ready`);

beforeAll(async () => {
  database = await openTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'atlas-crash-'));
  const [port, simulatorPort] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${port}`;
  simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  settings = {
    ENVIRONMENT: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: url,
    MONGO_URI: database.uri,
    MONGO_DB: database.name,
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_SPEED: '5',
    TWILIO_CPS: '1000',
    TWILIO_TIMEOUT_MS: '1500',
    RECONCILE_AFTER_SECONDS: '2',
    SUBMISSION_DEADLINE_SECONDS: '10',
    ATLAS_DATA_DIR: dataDir,
    LOG_LEVEL: 'ERROR',
  };
  simulator = await startProcess('simulator/main.js', settings, `${simulatorUrl}/simulator`);
  atlas = await startAtlas();
}, 150_000);

afterAll(async () => {
  await atlas?.kill();
  await simulator?.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Places calls until told to stop; what was acknowledged is kept, what was cut off is not. */
async function placeCalls(acknowledged: CallDto[], isOver: () => boolean): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    const body = JSON.stringify(callBody({ to: `+1415555${CALLEES[n % CALLEES.length]}` }));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/calls/outbound`, { method: 'POST', headers, body }).catch(() => null);
    const call = answer?.status === 201 ? await answer.json().catch(() => null) : null;
    if (call) acknowledged.push(call as CallDto);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const find = async (id: string): Promise<CallDto> =>
  (await (await fetch(`${url}/calls/${id}`)).json()) as CallDto;

const ended = async (id: string): Promise<CallDto | undefined> => {
  const call = await find(id);
  return ENDS.includes(call.status) ? call : undefined;
};

/** What the events said that Atlas answered with 200. */
const answered = (calls: SimulatedCall[]): string[] =>
  calls.flatMap(({ webhooks }) =>
    webhooks
      .filter(({ kind, tries }) => EVENTS.includes(kind) && tries.some(({ status }) => status === 200))
      .map(({ params }) => contentOf(params)),
  );

/** What the events say that are stored. */
async function stored(): Promise<Set<string>> {
  const calls = await database.connection.collection<CallDocument>('calls').find().toArray();
  const recordings = await database.connection.collection<RecordingDocument>('recordings').find().toArray();
  const waiting = await database.connection
    .collection<UnmatchedEventDocument>('unmatched_events')
    .find()
    .toArray();
  const events = calls.flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.events ?? []));
  const told = [
    ...events,
    ...recordings.flatMap((recording) => recording.events),
    ...waiting.map(({ callback }) => callback),
  ];
  return new Set(told.map(({ params }) => contentOf(params)));
}

describe('an Atlas that is killed in the middle of calls, and started again', () => {
  it('has lost nothing that it acknowledged, and knows how each call ended', async () => {
    const acknowledged: CallDto[] = [];
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, () => placeCalls(acknowledged, () => isOver));
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Calls are under way, however slow the machine is.
      const enough = acknowledged.length + CLIENTS;
      await waitFor('calls to be acknowledged', async () => acknowledged.length >= enough, 60_000);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await atlas?.kill();
      atlas = await startAtlas();
    }
    isOver = true;
    await Promise.all(clients);

    // A call that waited for its turn is dialled once somebody leads again.
    for (const { call_id } of acknowledged) await waitFor('the end of a call', () => ended(call_id), 60_000);
    const truth = await quietCalls(simulatorUrl, 60_000);
    const kept = await stored();
    expect(answered(truth).filter((content) => !kept.has(content))).toEqual([]);

    // Twilio gives a webhook up after 15 s; what it would have told is then asked for.
    const bySid = new Map(truth.map((call) => [call.sid, call]));
    for (const { call_id } of acknowledged) {
      const call = await find(call_id);
      const dialledAs = bySid.get(call.twilio_sid ?? '');
      expect([call.call_id, call.status, call.duration ?? 0]).toEqual(
        dialledAs ? [call_id, dialledAs.status, dialledAs.duration ?? 0] : [call_id, 'failed', 0],
      );
      const known = dialledAs && isDelivered(dialledAs) ? truthOf(dialledAs) : storyOf(call);
      expect(storyOf(call)).toEqual(known);
    }
  }, 300_000);
});
