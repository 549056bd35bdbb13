import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { childEnvironment } from '../config/child-environment.js';
import { DemoError } from './demo-error.js';
import { freePort } from '../common/process/free-port.js';

const POLL_MS = 50;
/** A first start may install the local database. */
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;
const LOG_LINES_SHOWN = 20;
/** Runs in Atlas's process before Atlas: when the demo ends, in whatever way, its end of the pipe closes. */
const END_WITH_THE_DEMO = "process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume()";

/** An Atlas of the demo's own: its ports, its data and its settings are nobody else's. */
export class AtlasProcess {
  private constructor(
    readonly url: string,
    readonly simulatorUrl: string,
    private readonly child: ChildProcess,
    private readonly logFile: string,
  ) {}

  /**
   * Starts the built program `main` with its data in `directory` and calls simulated at `speed`, and with these settings.
   * Its working directory is there too, so that it reads no `.env`.
   */
  static async start(
    main: string,
    directory: string,
    speed: number,
    settings: Record<string, string> = {},
  ): Promise<AtlasProcess> {
    const [port, simulatorPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    const env = childEnvironment({
      ENVIRONMENT: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      BASE_URL: url,
      TWILIO_MODE: 'simulator',
      SIMULATOR_PORT: String(simulatorPort),
      SIMULATOR_SPEED: String(speed),
      ATLAS_DATA_DIR: join(directory, 'data'),
      ...settings,
    });
    const logFile = join(directory, 'atlas.log');
    const log = openSync(logFile, 'w');
    const child = spawn(process.execPath, ['--import', `data:text/javascript,${END_WITH_THE_DEMO}`, main], {
      cwd: directory,
      env,
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    return new AtlasProcess(url, `http://127.0.0.1:${simulatorPort}`, child, logFile);
  }

  /** Waits until Atlas is ready. Throws DemoError with the end of its log when it ends first, or takes too long. */
  async ready(signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + START_WITHIN_MS;
    while (!(await this.isReady())) {
      signal.throwIfAborted();
      if (this.hasEnded())
        throw new DemoError(`Atlas could not start. The end of its log:\n${this.logEnd()}`);
      if (Date.now() > deadline)
        throw new DemoError(`Atlas is not ready. The end of its log:\n${this.logEnd()}`);
      await wait(POLL_MS);
    }
  }

  /** Ends it in an orderly way, and by force if that takes too long. */
  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN_MS);
    this.child.stdin?.end();
    await ended;
    clearTimeout(force);
  }

  logEnd(): string {
    return this.logLines().slice(-LOG_LINES_SHOWN).join('\n');
  }

  /** What it has printed, by line. */
  logLines(): string[] {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`)).ok;
    } catch {
      // Nobody listens yet.
      return false;
    }
  }
}
