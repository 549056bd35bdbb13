import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose, { type Connection } from 'mongoose';
import { Child } from '../../prove/child.js';
import type { Call } from '../../src/calls/model/call.js';
import { freePort } from '../../src/common/process/free-port.js';
import { SlowTwilio } from './slow-twilio.js';

const INSTANCE = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const INSTANCES = 3;
const INSERTED_AT_ONCE = 1_000;

export interface StageOptions {
  directory: string;
  mongoUri: string;
  /** The account's limit of calls a second, which bounds how often Twilio is asked. */
  cps: number;
}

/** Three instances of Atlas on a database of their own, and a Twilio that is slow to answer. */
export class Stage {
  private readonly children: Child[] = [];

  private constructor(
    readonly twilio: SlowTwilio,
    private readonly connection: Connection,
  ) {}

  static async open(options: StageOptions): Promise<Stage> {
    const dbName = `atlas_bench_${randomUUID().replaceAll('-', '')}`;
    const connection = await mongoose.createConnection(options.mongoUri, { dbName }).asPromise();
    const stage = new Stage(await SlowTwilio.start(), connection);
    try {
      for (let n = 1; n <= INSTANCES; n += 1) await stage.startInstance(n, dbName, options);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** Stores calls, behind the instances' back. */
  async store(calls: Call[]): Promise<void> {
    for (let from = 0; from < calls.length; from += INSERTED_AT_ONCE) {
      const some = calls.slice(from, from + INSERTED_AT_ONCE);
      const stored = some.map(({ id, ...rest }) => ({
        ...rest,
        _id: id,
        sids: rest.attempts.flatMap(({ sid }) => sid ?? []),
        hasRecording: false,
        hasFeedback: false,
      }));
      await this.calls.insertMany(stored, { ordered: false, writeConcern: { w: 1, journal: false } });
    }
  }

  /** How many calls are still to be asked about, with any of these urgencies. */
  async countLeft(urgencies: number[]): Promise<number> {
    const counts = urgencies.map((urgency) => this.calls.countDocuments({ 'check.urgency': urgency }));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  async hasEnded(id: string): Promise<boolean> {
    const found = await this.calls.findOne({ _id: id }, { projection: { 'attempts.price': 1 } });
    return found?.attempts?.[0]?.price !== undefined;
  }

  /** Ends all processes and drops the database. */
  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill()));
    await this.twilio.close();
    await this.connection.dropDatabase();
    await this.connection.close();
  }

  private get calls() {
    return this.connection.collection<{ _id: string; attempts?: { price?: string }[] }>('calls');
  }

  private async startInstance(n: number, dbName: string, options: StageOptions): Promise<void> {
    const name = `atlas-${n}`;
    const directory = join(options.directory, name);
    await mkdir(directory, { recursive: true });
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const child = await Child.start({
      name,
      arguments: [INSTANCE],
      settings: {
        ENVIRONMENT: 'test',
        HOST: '127.0.0.1',
        PORT: port,
        BASE_URL: url,
        MONGO_URI: options.mongoUri,
        MONGO_DB: dbName,
        TWILIO_MODE: 'live',
        TWILIO_API_BASE_URL: this.twilio.url,
        TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
        TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
        TWILIO_FROM_NUMBER: '+15005550006',
        TWILIO_CPS: String(options.cps),
        LOG_LEVEL: 'WARNING',
        ATLAS_DATA_DIR: directory,
      },
      directory,
      logFile: join(options.directory, `${name}.log`),
      readyUrl: `${url}/health/ready`,
    });
    this.children.push(child);
  }
}
