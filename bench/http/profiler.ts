import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { fileOf } from './peers.js';
import { type Profile, type Shares, sharesOf } from './shares.js';

const LOOK_MS = 50;
const STARTS_WITHIN_MS = 300;
const WRITTEN_WITHIN_MS = 30_000;

/** Takes a profile of a peer for each line that it is asked. */
export class Profiler {
  private taken = 0;

  private constructor(
    private readonly peer: string,
    private readonly directory: string,
    private readonly fresh: string,
  ) {}

  /** `directory` is where profiles stay, as PEER-LINE.cpuprofile, which Chromium's developer tools show. */
  static async into(directory: string, peer: string): Promise<Profiler> {
    await mkdir(directory, { recursive: true });
    return new Profiler(peer, directory, await mkdtemp(join(directory, `.${peer}-`)));
  }

  /** Arguments of Node that make a peer ready for it. */
  get node(): string[] {
    const program = pathToFileURL(fileOf('../peers/profiled.js'));
    program.searchParams.set('into', this.fresh);
    return ['--import', program.href];
  }

  /** Called once the peer has ended. */
  end(): Promise<void> {
    return rm(this.fresh, { recursive: true, force: true });
  }

  /** What the process did while the work lasted. */
  async during<Result>(
    pid: number,
    line: string,
    work: () => Promise<Result>,
  ): Promise<{ result: Result; shares: Shares }> {
    process.kill(pid, 'SIGUSR2');
    await wait(STARTS_WITHIN_MS);
    const result = await work();
    process.kill(pid, 'SIGUSR2');
    const written = join(this.fresh, `${this.taken++}.cpuprofile`);
    const deadline = Date.now() + WRITTEN_WITHIN_MS;
    while (!existsSync(written)) {
      if (Date.now() > deadline) throw new Error(`${this.peer} wrote no profile of ${line}`);
      await wait(LOOK_MS);
    }
    const kept = join(this.directory, `${this.peer}-${line.replace(/[^A-Za-z]+/g, '-')}.cpuprofile`);
    await rename(written, kept);
    return { result, shares: sharesOf(JSON.parse(await readFile(kept, 'utf8')) as Profile) };
  }
}
