import { randomUUID } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';
import type { Call } from '../../src/calls/model/call.js';
import { toStoredPlan } from '../../src/calls/model/stored-plan.js';
import { ringLanes } from '../../src/calls/testing/ring-lanes.js';
import type { NamedProcess } from './cpu.js';
import type { InstanceTold } from './instance.js';
import { type Commands, countCommands, databasePid, examinedBy } from './load.js';
import { type Program, type ProgramOptions, Programs } from './programs.js';
import type { TwilioTold } from './twilio.js';

const INSERTED_AT_ONCE = 1_000;

/** What a stage is of, where it is not three instances of one process each, and a Twilio that answers at once. */
export interface StageOptions extends Partial<ProgramOptions> {
  rate: number;
  /** Processes of instances. */
  instances?: number;
}

/** What is stored of who dials: its host, process and more. */
interface Dispatcher {
  leader?: { name: string };
}

const ask = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;

/** Instances of Atlas and a Twilio, on a database of their own. */
export class Stage {
  readonly instances: Program[] = [];
  private simulator?: Program;
  private databasePid = 0;

  private constructor(
    private readonly connection: Connection,
    readonly rate: number,
  ) {}

  static async open(options: StageOptions, place: { directory: string; mongoUri: string }): Promise<Stage> {
    const dbName = `atlas_bench_${randomUUID().replaceAll('-', '')}`;
    const connection = await mongoose.createConnection(place.mongoUri, { dbName }).asPromise();
    const stage = new Stage(connection, options.rate);
    const { instances = 3, ...others } = options;
    const usual = { answers: { ms: 0, spread: 0 }, isCompletedOnly: false, isMetered: false, others: 0 };
    try {
      await stage.start(await Programs.of({ ...usual, ...others, ...place, dbName }), instances);
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
        some.map(({ id, plan, ...rest }) => ({
          ...rest,
          _id: id,
          ...(plan && { plan: toStoredPlan(plan) }),
          hasRecording: false,
          hasFeedback: false,
        })),
        { ordered: false, writeConcern: { w: 1, journal: false } },
      );
    }
    await ringLanes(this.connection, calls);
  }

  twilio(): Promise<TwilioTold> {
    return ask(`${this.simulator?.url}/bench`);
  }

  told(meter?: 'on' | 'off'): Promise<InstanceTold[]> {
    const query = meter ? `?meter=${meter}` : '';
    return Promise.all(this.instances.map(({ url }) => ask<InstanceTold>(`${url}/bench${query}`)));
  }

  countCommands(): Promise<Commands> {
    return countCommands(this.connection);
  }

  /** How many documents a query looks at that was metered. To explain one takes a server long that decodes a whole collection for it. */
  examinedBy(query: string): Promise<number> {
    return examinedBy(this.connection, query);
  }

  /** The process whose instance dials. It is looked up, for an instance that is asked would count the calls that wait. */
  async leaderPid(): Promise<number> {
    const found = await this.connection.collection<Dispatcher>('dispatcher').findOne();
    return Number(found?.leader?.name.split(' ')[1]);
  }

  /** All processes that have to do with it. */
  async processes(): Promise<NamedProcess[]> {
    const leader = await this.leaderPid();
    return [
      ...this.instances.map(({ pid }) => ({ name: pid === leader ? 'leader' : 'others', pid })),
      { name: 'simulator', pid: this.simulator?.pid ?? 0 },
      { name: 'database', pid: this.databasePid },
      { name: 'bench', pid: process.pid },
    ];
  }

  /** Ends its processes; the database is left as it is. */
  async close(): Promise<void> {
    await Promise.all(this.instances.map((program) => program.kill()));
    await this.simulator?.kill();
    await this.connection.close();
  }

  private async start(programs: Programs, instances: number): Promise<void> {
    this.databasePid = await databasePid(this.connection);
    this.simulator = await programs.twilio();
    // One after the other: the first one makes the indexes, and two cores start no more at a time.
    for (let n = 1; n <= instances; n += 1) this.instances.push(await programs.instance(`atlas-${n}`));
  }
}
