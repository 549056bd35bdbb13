import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { childEnvironment } from '../src/config/child-environment.js';

const POLL_MS = 50;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;
const LOG_LINES_SHOWN = 20;
/** Runs in the child before its program: when the proof ends, in whatever way, its end of the pipe closes. */
const END_WITH_THE_PROOF = "process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume()";

export interface ChildProgram {
  /** For people, and for the name of the log file. */
  name: string;
  /** Node's arguments: the program's file and its own arguments. */
  arguments: string[];
  /** The only settings of Atlas that it has. */
  settings: Record<string, string>;
  /** Its working directory, where it finds no `.env`. */
  directory: string;
  logFile: string;
  /** Answers 2xx once it is ready. */
  readyUrl: string;
}

/** A process of the proof's own. */
export class Child {
  private constructor(
    readonly program: ChildProgram,
    private readonly process: ChildProcess,
  ) {}

  /** Starts it and waits until it is ready. Throws an Error with the end of its log when it is not. */
  static async start(program: ChildProgram): Promise<Child> {
    const log = openSync(program.logFile, 'a');
    const process_ = spawn(
      process.execPath,
      ['--import', `data:text/javascript,${END_WITH_THE_PROOF}`, ...program.arguments],
      { cwd: program.directory, env: childEnvironment(program.settings), stdio: ['pipe', log, log] },
    );
    closeSync(log);
    const child = new Child(program, process_);
    try {
      await child.ready();
      return child;
    } catch (error) {
      await child.kill();
      throw error;
    }
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Stops it for so long, as a machine that is out of breath; its clocks go on. */
  async freeze(ms: number): Promise<void> {
    if (this.hasEnded) return;
    this.process.kill('SIGSTOP');
    await wait(ms);
    this.process.kill('SIGCONT');
  }

  /** Asks it to end, and ends it by force if that takes too long. */
  async stop(): Promise<void> {
    const force = setTimeout(() => this.process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.end('SIGTERM');
    clearTimeout(force);
  }

  logEnd(): string {
    const lines = readFileSync(this.program.logFile, 'utf8').trimEnd().split('\n');
    return lines.slice(-LOG_LINES_SHOWN).join('\n');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const exit = once(this.process, 'exit');
    this.process.kill(signal);
    await exit;
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await isAnswered(this.program.readyUrl))) {
      if (this.hasEnded)
        throw new Error(`${this.program.name} could not start. The end of its log:\n${this.logEnd()}`);
      if (Date.now() > deadline)
        throw new Error(`${this.program.name} is not ready. The end of its log:\n${this.logEnd()}`);
      await wait(POLL_MS);
    }
  }
}

async function isAnswered(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
