import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import mongoose, { type Connection } from 'mongoose';
import { Child } from '../../prove/child.js';
import type { Call } from '../../src/calls/model/call.js';
import { ringLanes } from '../../src/calls/testing/ring-lanes.js';
import { freePort } from '../../src/database/local/free-port.js';
import { type Arrival, arrivalsAt } from './arrivals.js';
import type { Metered } from './command-meter.js';
import { countCommands, examinedByOne } from './load.js';

const SIMULATOR = fileURLToPath(new URL('../../src/simulator/main.js', import.meta.url));
const INSTANCE = fileURLToPath(new URL('./instance.js', import.meta.url));
const INSTANCES = 3;
const SPEED = 20;
/** The simulator itself holds nothing back: what comes is what Atlas sent. */
const NO_LIMITS = { calls_per_second: 100_000, requests_per_second: 100_000 };
const INSERTED_AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;

export interface StageOptions {
  directory: string;
  mongoUri: string;
  /** The account's limit. */
  rate: number;
  /** Whether Twilio is asked to tell of a call's end alone. */
  completedOnly: boolean;
}

/** A simulator and three instances of Atlas on a database of their own. */
export class Stage {
  private readonly children: Child[] = [];
  private connection!: Connection;
  private simulatorUrl = '';
  private readonly meterFile: string;

  private constructor(private readonly options: StageOptions) {
    this.meterFile = join(options.directory, `meter-${randomUUID()}.json`);
  }

  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options);
    try {
      await stage.start();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** Stores calls, behind the instances' back. */
  async store(calls: Call[]): Promise<void> {
    const stored = this.connection.collection<{ _id: string }>('calls');
    for (let from = 0; from < calls.length; from += INSERTED_AT_ONCE) {
      const some = calls.slice(from, from + INSERTED_AT_ONCE);
      await stored.insertMany(
        some.map(({ id, ...rest }) => ({ _id: id, ...rest, hasRecording: false, hasFeedback: false })),
        { ordered: false, writeConcern: { w: 1, journal: false } },
      );
    }
    await ringLanes(this.connection, calls);
  }

  arrivals(): Promise<Arrival[]> {
    return arrivalsAt(this.simulatorUrl);
  }

  /** How many calls wait whose time has come, or soon will. */
  async countWaiting(): Promise<number> {
    const stored = this.connection.collection('calls');
    const soon = new Date(Date.now() + HOUR_MS);
    return stored.countDocuments({ 'wait.dueAt': { $gte: new Date(0), $lte: soon } });
  }

  /** How many commands the database has served. */
  countCommands(): Promise<number> {
    return countCommands(this.connection);
  }

  /** Documents that one command looks at, in the mean of this time: slows the database, and so the calls. */
  async examine(ms: number): Promise<number> {
    await writeFile(`${this.meterFile}.on`, '');
    await wait(ms);
    const metered = JSON.parse(await readFile(this.meterFile, 'utf8')) as Record<string, Metered>;
    await rm(`${this.meterFile}.on`);
    return examinedByOne(metered);
  }

  /** Ends all processes and drops the database. */
  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill()));
    await this.connection?.dropDatabase();
    await this.connection?.close();
  }

  private async start(): Promise<void> {
    const { mongoUri, rate } = this.options;
    const dbName = `atlas_bench_${randomUUID().replaceAll('-', '')}`;
    this.connection = await mongoose.createConnection(mongoUri, { dbName }).asPromise();
    const settings = {
      ENVIRONMENT: 'test',
      HOST: '127.0.0.1',
      MONGO_URI: mongoUri,
      MONGO_DB: dbName,
      TWILIO_MODE: 'simulator',
      TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
      TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
      TWILIO_FROM_NUMBER: '+15005550006',
      TWILIO_CPS: String(rate),
      SIMULATOR_PORT: String(await freePort()),
      SIMULATOR_SPEED: String(SPEED),
      LOG_LEVEL: 'WARNING',
    };
    await this.startSimulator(settings);
    for (let n = 1; n <= INSTANCES; n += 1) await this.startInstance(n, settings);
  }

  private async startSimulator(settings: Record<string, string>): Promise<void> {
    this.simulatorUrl = `http://127.0.0.1:${settings.SIMULATOR_PORT}`;
    await this.startChild('simulator', [SIMULATOR], settings, `${this.simulatorUrl}/simulator`);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(NO_LIMITS);
    await fetch(`${this.simulatorUrl}/simulator/account`, { method: 'PATCH', headers, body });
  }

  private async startInstance(n: number, settings: Record<string, string>): Promise<void> {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    // To report its commands slows an instance: one of them tells enough.
    const isMetered = n === 1;
    const uri = `${settings.MONGO_URI}${settings.MONGO_URI?.includes('?') ? '&' : '?'}monitorCommands=true`;
    const callbacks = this.options.completedOnly ? 'completed-only' : 'all';
    const program = [INSTANCE, callbacks, ...(isMetered ? [this.meterFile] : [])];
    const own = { ...settings, ...(isMetered && { MONGO_URI: uri }), PORT: port, BASE_URL: url };
    await this.startChild(`atlas-${n}`, program, own, `${url}/health/ready`);
  }

  private async startChild(
    name: string,
    program: string[],
    settings: Record<string, string>,
    readyUrl: string,
  ): Promise<void> {
    const directory = join(this.options.directory, name);
    await mkdir(directory, { recursive: true });
    const child = await Child.start({
      name,
      arguments: program,
      settings: { ...settings, ATLAS_DATA_DIR: directory },
      directory,
      logFile: join(this.options.directory, `${name}.log`),
      readyUrl,
    });
    this.children.push(child);
  }
}
