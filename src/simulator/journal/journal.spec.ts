import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../common/process/free-port.js';
import { startOrJoinSimulator } from '../start-simulator.js';
import { Bench, FROM, type Truth } from '../testing/bench.js';

const TO = '+12025550100';
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

const isTold = ({ webhooks }: Truth): boolean => webhooks.every(({ tries }) => tries.length > 0);

describe('a simulator that is started again', () => {
  let bench: Bench;
  let dataDir: string;
  let port: number;
  let log: string[];

  const start = () => bench.startSimulator({ dataDir, port, log: (line) => log.push(line) });
  const file = (): string => join(dataDir, `simulator-calls-${port}.jsonl`);

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'atlas-journal-'));
    port = await freePort();
    log = [];
    bench = new Bench();
    await start();
    await bench.customer.start();
  });
  afterEach(async () => {
    await bench.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The client needs a moment to see that its idle connections are closed. */
  const stop = async (): Promise<void> => {
    await bench.simulator.stop();
    await delay(50);
  };
  /** As kill -9 leaves it: the next one finds what is in the file at this moment. */
  const kill = async (): Promise<void> => {
    cpSync(file(), `${file()}.copy`);
    await stop();
    cpSync(`${file()}.copy`, file());
  };
  const leave = async (): Promise<number> => {
    await bench.customer.stop();
    bench.customer.forget();
    return Number(new URL(bench.customer.url).port);
  };
  const getJson = async (path: string): Promise<unknown> => (await bench.rest(path)).json();
  const create = (fields: object = {}) =>
    bench.client.calls.create({
      to: TO,
      from: FROM,
      url: `${bench.customer.url}/voice`,
      statusCallback: `${bench.customer.url}/status#rc=5&rp=all`,
      statusCallbackEvent: EVENTS,
      ...fields,
    });
  const answered = async (): Promise<string> => {
    bench.customer.onTwiml('/voice', '<Pause length="86400"/>');
    const { sid } = await create();
    await bench.until(sid, (truth) => truth.status === 'in-progress' && isTold(truth));
    return sid;
  };

  it('still has over REST what it had', async () => {
    bench.customer.onTwiml('/voice', '<Say loop="x">Hi</Say><Record transcribe="true" action="/done"/>');
    bench.customer.onTwiml('/done', '<Hangup/>');
    const { sid } = await create();
    const { recordings } = await bench.ended(sid);
    const recording = `/Recordings/${recordings[0]?.sid}`;
    await delay(1100);
    const lists = ['Recordings', 'Events', 'Notifications'].map((list) => `/Calls/${sid}/${list}.json`);
    const paths = [`/Calls/${sid}.json`, ...lists, `${recording}.json`, `${recording}/Transcriptions.json`];
    const before = await Promise.all(paths.map(getJson));
    expect(JSON.stringify(before)).toMatch(/"transcription_text":"Hello.*/);
    expect(JSON.stringify(before)).toContain('"error_code":"13510"');
    const truth = await bench.truth(sid);
    const told = bench.customer.received.length;
    await stop();
    await start();
    expect(await Promise.all(paths.map(getJson))).toEqual(before);
    expect(await bench.truth(sid)).toEqual(truth);
    expect((await bench.rest(`${recording}.wav`)).status).toBe(200);
    expect(bench.customer.received.length).toBe(told);
  });

  it.each([
    ['killed', kill],
    ['stopped', stop],
  ])(
    'ends the calls under way when it was %s as failed, and tells so once the customer is there again',
    async (_how, end) => {
      const sid = await answered();
      await delay(200);
      await end();
      const customerPort = await leave();
      await start();
      const { duration, startTime } = await bench.client.calls(sid).fetch();
      expect(await bench.client.calls(sid).fetch()).toMatchObject({ status: 'failed', duration, startTime });
      expect(Number(duration)).toBeGreaterThan(0);
      await delay(1000);
      await bench.customer.start(customerPort);
      bench.customer.on('/status', () => ({ status: bench.customer.to('/status').length === 1 ? 503 : 200 }));
      const truth = await bench.until(sid, ({ webhooks }) => webhooks.at(-1)?.tries.length === 2);
      expect(truth.end_reason).toContain('simulator was stopped');
      expect(truth.webhooks.at(-1)?.tries.map(({ status }) => status)).toEqual([503, 200]);
      const told = bench.customer.received.map(({ params, isSigned }) => [params.CallStatus, isSigned]);
      expect(told).toEqual([
        ['failed', true],
        ['failed', true],
      ]);
    },
  );

  it('goes on with recordings, transcriptions and callbacks that were not ready', async () => {
    bench.customer.onTwiml(
      '/voice',
      `<Record transcribe="true" transcribeCallback="/text" recordingStatusCallback="/recording"
      recordingStatusCallbackEvent="in-progress completed absent" action="/done"/>`,
    );
    bench.customer.onTwiml('/done', '<Hangup/>');
    bench.customer.on('/recording', { delayMs: 2000 });
    const { sid } = await create();
    await bench.until(sid, ({ is_over }) => is_over);
    await kill();
    bench.customer.forget();
    await start();
    const { recordings } = await bench.until(sid, isTold);
    expect(recordings[0]?.status).toBe('completed');
    await bench.until(sid, () => bench.customer.to('/text').length > 0);
    const { transcriptions } = (await getJson(`/Recordings/${recordings[0]?.sid}/Transcriptions.json`)) as {
      transcriptions: object[];
    };
    expect(transcriptions).toMatchObject([{ status: 'completed' }]);
    expect(bench.customer.to('/recording').map(({ params }) => params.RecordingStatus)).toEqual([
      'in-progress',
      'completed',
    ]);
    expect(bench.customer.to('/status').map(({ params }) => params.CallStatus)).toEqual(['completed']);
  });

  it('knows a call that was answered to the client the moment before', async () => {
    bench.customer.onTwiml('/voice', '<Pause length="86400"/>');
    const { sid } = await create();
    await kill();
    await start();
    expect(await bench.client.calls(sid).fetch()).toMatchObject({ sid, to: TO, status: 'failed' });
  });

  it('takes what a verb was recording when it was killed for absent', async () => {
    bench.customer.onTwiml(
      '/voice',
      '<Record recordingStatusCallback="/recording" recordingStatusCallbackEvent="absent"/>',
    );
    const { sid } = await create({ to: '+12025550160' });
    await bench.control('POST', `/calls/${sid}/commands`, { command: 'answer' });
    await bench.until(sid, ({ recordings }) => recordings[0]?.status === 'in-progress');
    await delay(200);
    await kill();
    await start();
    expect(await bench.until(sid, () => bench.customer.to('/recording').length > 0)).toMatchObject({
      status: 'failed',
      recordings: [{ status: 'absent' }],
    });
  });

  it('starts with what can be read, and says so in one line', async () => {
    const { sid } = await create({ to: '+12025550130' });
    await bench.ended(sid);
    await stop();
    appendFileSync(file(), '{"format":1,"sid":"CA00\nnull\n{"format":99}\n{"sid":"CA11","status":"que');
    log = [];
    await start();
    expect(await bench.client.calls(sid).fetch()).toMatchObject({ status: 'busy' });
    expect(log.filter((line) => line.includes(file()))).toEqual([
      expect.stringContaining('4 unreadable lines'),
    ]);
    await stop();
    log = [];
    await start();
    expect(log.filter((line) => line.includes(file()))).toEqual([]);
  });

  it('goes on without keeping its calls where it cannot write', async () => {
    await stop();
    rmSync(file());
    mkdirSync(file());
    log = [];
    await start();
    expect((await create()).status).toBe('queued');
    expect(log.filter((line) => line.includes('does not keep its calls'))).toHaveLength(1);
  });

  it('forgets for ever what a reset forgets', async () => {
    await answered();
    await bench.control('POST', '/reset');
    await kill();
    await start();
    expect(await bench.client.calls.list()).toEqual([]);
  });

  it('leaves the file to the one that has the port, and calls of another account alone', async () => {
    const sid = await answered();
    const joined = await startOrJoinSimulator({ dataDir, port, speed: 1, log: () => undefined });
    await delay(200);
    const before = readFileSync(file(), 'utf8');
    await joined.stop();
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await stop();
    const other = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'another' };
    const stranger = await startOrJoinSimulator({ ...other, dataDir, port, speed: 1, log: () => undefined });
    const answer = await fetch(`${stranger.url}/simulator/calls/${sid}`);
    expect(answer.status).toBe(404);
    await stranger.stop();
  });

  it('keeps nothing at a port that the system chose', async () => {
    const folder = join(dataDir, 'other');
    const simulator = await startOrJoinSimulator({
      dataDir: folder,
      port: 0,
      speed: 1,
      log: () => undefined,
    });
    await simulator.stop();
    expect(readdirSync(folder)).toEqual(['simulator.json']);
  });
});
