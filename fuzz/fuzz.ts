import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWithArguments } from '../src/common/process/program-arguments.js';
import { startLocalDatabase } from '../src/database/local/start-local-database.js';
import { AtlasProcess } from '../src/demo/atlas-process.js';
import { storedCredentials } from '../src/simulator/credentials.js';
import { ANYBODY, CALLERS } from './callers.js';
import { closedSettings, makeAdminKey, makeKey, makeSpareKeys, type Surroundings } from './closed-atlas.js';
import { EXCEPTIONS, WHERE_OPEN } from './exceptions.js';
import { type FuzzOptions, readOptions, USAGE } from './options.js';
import { pinnedPython } from './pinned-python.js';
import { type FuzzerPlace, type FuzzerRun, runFuzzer } from './run-fuzzer.js';
import { makeTargets } from './targets.js';

const ATLAS = resolve('dist/main.js');
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Calls go by in a moment, and none of them waits for its turn. */
const SPEED = 100;
/** Behind a proxy, so that each request may come from an address of its own: no address fails too often. */
const SETTINGS = { TWILIO_CPS: '500', LOG_LEVEL: 'WARNING', TRUST_PROXY: '1' };
/** Readable in development, JSON in production. */
const FAILURE_LINE = /\b(?:ERROR|FATAL)\b|"level":"(?:error|fatal)"/;

/** The whole of it, against two instances of Atlas; keeps the names of what failed. */
class Fuzzing {
  readonly failed: string[] = [];

  constructor(private readonly place: FuzzerPlace) {}

  /** Against an Atlas that everybody may use, then, beside it, against one that asks for a key. */
  async run(): Promise<void> {
    const data = join(this.place.directory, 'open', 'data');
    await this.against('open', SETTINGS, async ({ url, simulatorUrl }) => {
      const credentials = storedCredentials(data);
      const targets = { ...(await makeTargets(url)), ...credentials };
      await this.try({ caller: ANYBODY, url, isOpen: true, targets });
      const database = await startLocalDatabase({ dataDir: data, log: print });
      try {
        await this.runClosed({ mongoUri: database.uri, simulatorUrl, credentials });
      } finally {
        await database.stop();
      }
    });
  }

  private async runClosed(surroundings: Surroundings): Promise<void> {
    const settings = { ...SETTINGS, ...closedSettings(surroundings) };
    await this.against('closed', settings, async ({ url }, directory) => {
      const admin = await makeAdminKey(directory, { ...settings, BASE_URL: url });
      const targets = {
        ...(await makeTargets(url, admin)),
        key_id: await makeSpareKeys(url, admin),
        ...surroundings.credentials,
      };
      for (const caller of CALLERS) {
        const key = caller.scopes ? (await makeKey(url, admin, caller.scopes)).key : undefined;
        await this.try({ caller, key, url, isOpen: false, targets });
      }
    });
  }

  private async try(run: FuzzerRun): Promise<void> {
    print(`fuzz: as ${run.caller.name}, seed=${this.place.options.seed}`);
    if (!(await runFuzzer(this.place, run))) this.failed.push(run.caller.name);
  }

  /** Starts an Atlas in a directory of its own, and ends it after the work; what it says of errors has failed. */
  private async against(
    name: string,
    settings: Record<string, string>,
    work: (atlas: AtlasProcess, directory: string) => Promise<void>,
  ): Promise<void> {
    const directory = join(this.place.directory, name);
    mkdirSync(directory);
    const atlas = await AtlasProcess.start(ATLAS, directory, SPEED, settings);
    try {
      await atlas.ready(AbortSignal.timeout(this.place.options.capMs));
      await work(atlas, directory);
      const errors = atlas.logLines().filter((line) => FAILURE_LINE.test(line));
      for (const line of errors) print(`fuzz: the ${name} Atlas says ${line}`);
      if (errors.length > 0) this.failed.push(`the log of the ${name} Atlas`);
    } finally {
      await atlas.stop();
    }
  }
}

function printExceptions(): void {
  print(`fuzz: left out (fuzz/exceptions.ts):`);
  print(`  at an open Atlas, ${WHERE_OPEN.check}: ${WHERE_OPEN.reason}`);
  for (const { operation, check, reason } of EXCEPTIONS) print(`  ${operation}, ${check}: ${reason}`);
}

/** Answers the exit code. */
async function fuzz(options: FuzzOptions): Promise<number> {
  const python = await pinnedPython('fuzz', resolve('fuzz/requirements.txt'), print);
  const directory = mkdtempSync(join(tmpdir(), 'atlas-fuzz-'));
  const started = performance.now();
  const fuzzing = new Fuzzing({ python, directory, options });
  try {
    await fuzzing.run();
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  printExceptions();
  const { failed } = fuzzing;
  const seconds = Math.round((performance.now() - started) / 1000);
  const verdict = failed.length > 0 ? `FAIL (${failed.join('; ')})` : 'PASS';
  print(`fuzz: ${verdict} seed=${options.seed} max-examples=${options.maxExamples} seconds=${seconds}`);
  return failed.length > 0 ? 1 : 0;
}

await runWithArguments(USAGE, readOptions, fuzz);
