import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes, randomUUID } from 'node:crypto';
import { readState } from '../src/database/local/database-state.js';
import { startLocalDatabase } from '../src/database/local/start-local-database.js';
import { freePort } from '../src/common/process/free-port.js';
import { Child } from './child.js';
import { makeKeyByProgram } from './api-key.js';
import { checkByProgram } from './counting.js';
import type { DeploymentProgram } from './deployment-program.js';
import { InstanceProcess } from './instance-process.js';
import type { ProveOptions } from './options.js';
import { Relay } from './relay.js';
import { instanceSettings, type Setting, simulatorSettings } from './settings.js';
import { Simulator } from './simulator.js';
import { AtlasClient } from './atlas-client.js';
import { AtlasDatabase } from './atlas-database.js';

const SIMULATOR = fileURLToPath(new URL('../src/simulator/main.js', import.meta.url));
const KEYS = fileURLToPath(new URL('../src/keys.js', import.meta.url));
const ANALYTICS = fileURLToPath(new URL('../src/analytics.js', import.meta.url));
const ATLAS = fileURLToPath(new URL('../src/main.js', import.meta.url));
const BROKEN_ATLAS = fileURLToPath(new URL('./instance.js', import.meta.url));

/** What the clients of the proof do: place calls and end them, read them, pause and resume, and be told. */
const SCOPES = ['calls:write', 'calls:read', 'dispatch:write', 'subscriptions:write', 'subscriptions:read'];

type Closing = () => Promise<unknown>;

/** The database, Twilio's stand-in and the instances of Atlas, each in a process of its own. */
export class Stage {
  /** What closes all that was opened, the first to be closed last. */
  private readonly closings: Closing[] = [];
  readonly instances: InstanceProcess[] = [];
  /** The public address of each instance. */
  readonly relays: Relay[] = [];
  readonly account = { sid: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex') };
  database!: AtlasDatabase;
  simulator!: Simulator;
  /** The process of the database, where it was started for the proof. */
  databasePid?: number;
  private directory = '';
  private key = '';
  private settings: Record<string, string> = {};

  private constructor(
    private readonly options: ProveOptions,
    private readonly print: (line: string) => void,
  ) {}

  /** Starts everything. Whatever fails, what was started ends. */
  static async open(options: ProveOptions, print: (line: string) => void): Promise<Stage> {
    const stage = new Stage(options, print);
    try {
      await stage.start();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** The instances, as those know them who have the key. */
  get clients(): AtlasClient[] {
    return this.instances.map(({ url }) => new AtlasClient(url, this.key));
  }

  /** Where Twilio reaches the instances. */
  get baseUrls(): string[] {
    return this.relays.map(({ url }) => url);
  }

  /** What Atlas's own check of its results finds. */
  checkResults(): Promise<string[]> {
    return checkByProgram(this.program(ANALYTICS));
  }

  /** Ends everything and removes its data. */
  async close(): Promise<void> {
    for (let closing = this.closings.pop(); closing; closing = this.closings.pop()) await closing();
  }

  private async start(): Promise<void> {
    this.directory = await mkdtemp(join(tmpdir(), 'atlas-prove-'));
    const removal = { recursive: true, force: true, maxRetries: 3 };
    this.closings.push(() => rm(this.directory, removal));
    // Where there is no time left to close anything.
    process.once('exit', () => rmSync(this.directory, removal));
    const uri = this.options.mongo ?? (await this.startDatabase());
    const name = `atlas_prove_${randomUUID().replaceAll('-', '')}`;
    this.database = await AtlasDatabase.open(uri, name);
    this.closings.push(() => this.database.drop());
    const { sid: accountSid, token: authToken } = this.account;
    const database = { uri, name };
    const setting = { database, accountSid, authToken, simulatorPort: await freePort() };
    await this.startSimulator(setting);
    const settings = instanceSettings(setting);
    this.settings = { ...settings, BASE_URL: 'http://127.0.0.1' };
    this.key = await makeKeyByProgram(this.program(KEYS), SCOPES);
    await this.startInstances(settings);
  }

  /** A program of the deployment, beside its instances. */
  private program(program: string): DeploymentProgram {
    return { program, settings: this.settings, directory: this.directory };
  }

  private async startDatabase(): Promise<string> {
    const dataDir = join(this.directory, 'database');
    const database = await startLocalDatabase({ dataDir, log: this.print });
    this.closings.push(() => database.stop());
    this.databasePid = (await readState(join(dataDir, 'database.json')))?.serverPid;
    return database.uri;
  }

  private async startSimulator(setting: Setting): Promise<void> {
    const url = `http://127.0.0.1:${setting.simulatorPort}`;
    const child = await Child.start({
      name: 'The simulator',
      arguments: [SIMULATOR],
      settings: { ...simulatorSettings(setting), ATLAS_DATA_DIR: this.directory },
      directory: this.directory,
      logFile: join(this.directory, 'simulator.log'),
      readyUrl: `${url}/simulator`,
    });
    this.closings.push(() => child.kill());
    this.simulator = new Simulator(url);
    await this.simulator.prepare(this.options.seed);
  }

  private async startInstances(settings: Record<string, string>): Promise<void> {
    for (let n = 1; n <= this.options.instances; n += 1)
      this.instances.push(await this.newInstance(n, settings));
    await Promise.all(this.instances.map((instance) => instance.start()));
  }

  private async newInstance(n: number, settings: Record<string, string>): Promise<InstanceProcess> {
    const { broken } = this.options;
    const port = await freePort();
    const relay = await Relay.open(port);
    this.closings.push(() => relay.close());
    this.relays.push(relay);
    const url = `http://127.0.0.1:${port}`;
    const directory = join(this.directory, `atlas-${n}`);
    await mkdir(directory);
    const instance = new InstanceProcess(url, {
      name: `Atlas ${n}`,
      arguments: broken.length > 0 ? [BROKEN_ATLAS, ...broken] : [ATLAS],
      settings: { ...settings, PORT: String(port), BASE_URL: relay.url, ATLAS_DATA_DIR: directory },
      directory,
      logFile: join(this.directory, `atlas-${n}.log`),
      readyUrl: `${url}/health/ready`,
    });
    this.closings.push(() => instance.stop());
    return instance;
  }
}
