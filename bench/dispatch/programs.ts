import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../../prove/child.js';
import { freePort } from '../../src/common/process/free-port.js';

const TWILIO = fileURLToPath(new URL('./twilio.js', import.meta.url));
const INSTANCE = fileURLToPath(new URL('./instance.js', import.meta.url));
const SPEED = 20;

/** One deployment: what its instances and its Twilio have in common. */
export interface ProgramOptions {
  directory: string;
  mongoUri: string;
  dbName: string;
  /** The account's limit. */
  rate: number;
  /** How long Twilio takes to answer a request to dial, more or less so much. */
  answers: { ms: number; spread: number };
  /** Whether Twilio is asked to tell of a call's end alone. */
  isCompletedOnly: boolean;
  /** Whether instances report their commands. */
  isMetered: boolean;
  /** So many instances beside each, in the same process. */
  others: number;
}

/** A program of the bench, and where it is reached. */
export interface Program {
  url: string;
  pid: number;
  kill(): Promise<void>;
}

/** Starts the programs of one deployment. */
export class Programs {
  private readonly settings: Record<string, string>;

  private constructor(
    private readonly options: ProgramOptions,
    private readonly twilioPort: number,
  ) {
    const { mongoUri, dbName, rate, isMetered } = options;
    this.settings = {
      ENVIRONMENT: 'test',
      HOST: '127.0.0.1',
      MONGO_URI: isMetered
        ? `${mongoUri}${mongoUri.includes('?') ? '&' : '?'}monitorCommands=true`
        : mongoUri,
      MONGO_DB: dbName,
      TWILIO_MODE: 'simulator',
      TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
      TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
      TWILIO_FROM_NUMBER: '+15005550006',
      TWILIO_CPS: String(rate),
      SIMULATOR_PORT: String(twilioPort),
      SIMULATOR_SPEED: String(SPEED),
      LOG_LEVEL: 'WARNING',
    };
  }

  static async of(options: ProgramOptions): Promise<Programs> {
    return new Programs(options, await freePort());
  }

  twilio(): Promise<Program> {
    const { ms, spread } = this.options.answers;
    const url = `http://127.0.0.1:${this.twilioPort}`;
    return this.start('twilio', [TWILIO, String(ms), String(spread)], {}, { url, ready: '/simulator' });
  }

  async instance(name: string): Promise<Program> {
    const { isCompletedOnly, others } = this.options;
    const callbacks = isCompletedOnly ? 'completed-only' : 'all';
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const own = { PORT: port, BASE_URL: url };
    return this.start(name, [INSTANCE, callbacks, String(others)], own, { url, ready: '/health/ready' });
  }

  private async start(
    name: string,
    program: string[],
    own: Record<string, string>,
    { url, ready }: { url: string; ready: string },
  ): Promise<Program> {
    const directory = join(this.options.directory, name);
    await mkdir(directory, { recursive: true });
    const child = await Child.start({
      name,
      arguments: program,
      settings: { ...this.settings, ...own, ATLAS_DATA_DIR: directory },
      directory,
      logFile: join(this.options.directory, `${name}.log`),
      readyUrl: `${url}${ready}`,
    });
    return { url, pid: child.pid ?? 0, kill: () => child.kill() };
  }
}
