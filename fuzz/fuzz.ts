import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWithArguments } from '../src/common/process/program-arguments.js';
import { AtlasProcess } from '../src/demo/atlas-process.js';
import { storedCredentials } from '../src/simulator/credentials.js';
import { CALLERS, type Caller } from './callers.js';
import { EXCEPTIONS, WITHOUT_KEY } from './exceptions.js';
import { fuzzerPython } from './fuzzer-venv.js';
import { type FuzzOptions, readOptions, USAGE } from './options.js';
import { settingsFile } from './settings.js';
import { makeTargets } from './targets.js';

const AUTHORIZATION = 'ATLAS_FUZZ_AUTHORIZATION';
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Calls go by in a moment, and none of them waits for its turn. */
const SPEED = 100;
const SETTINGS = { TWILIO_CPS: '500', LOG_LEVEL: 'WARNING' };

/** One run of the fuzzer; answers whether it found nothing. */
async function runFuzzer(
  python: string,
  directory: string,
  url: string,
  { caller, targets, options }: { caller: Caller; targets: object; options: FuzzOptions },
): Promise<boolean> {
  const settings = join(directory, 'schemathesis.toml');
  const authorizationVariable = caller.authorization && AUTHORIZATION;
  const hooks = resolve('fuzz/hooks.py');
  writeFileSync(settings, settingsFile({ hooks, exceptions: EXCEPTIONS, authorizationVariable }));
  const bounds = ['--seed', String(options.seed), '--max-examples', String(options.maxExamples)];
  const how = ['--url', url, '--continue-on-failure', '--no-color', '--request-timeout', '30', ...bounds];
  const child = spawn(
    python,
    ['-m', 'schemathesis.cli', '--config-file', settings, 'run', resolve('openapi.json'), ...how],
    {
      cwd: directory,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: options.capMs,
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        ATLAS_FUZZ_TARGETS: JSON.stringify(targets),
        ...(caller.authorization && { [AUTHORIZATION]: caller.authorization }),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

function printExceptions(): void {
  print(`fuzz: left out (fuzz/exceptions.ts):`);
  print(`  without a key, ${WITHOUT_KEY.check}: ${WITHOUT_KEY.reason}`);
  for (const { operation, check, reason } of EXCEPTIONS) print(`  ${operation}, ${check}: ${reason}`);
}

/** The whole of it, against an Atlas of its own; answers the exit code. */
async function fuzz(options: FuzzOptions): Promise<number> {
  const python = await fuzzerPython(resolve('fuzz/requirements.txt'), print);
  const directory = mkdtempSync(join(tmpdir(), 'atlas-fuzz-'));
  const started = performance.now();
  const atlas = await AtlasProcess.start(resolve('dist/main.js'), directory, SPEED, SETTINGS);
  const failed: string[] = [];
  try {
    await atlas.ready(AbortSignal.timeout(options.capMs));
    const targets = { ...(await makeTargets(atlas.url)), ...storedCredentials(join(directory, 'data')) };
    for (const caller of CALLERS) {
      print(`fuzz: as ${caller.name}, seed=${options.seed}`);
      if (!(await runFuzzer(python, directory, atlas.url, { caller, targets, options })))
        failed.push(caller.name);
    }
    const errors = atlas.logLines().filter((line) => /\b(?:ERROR|FATAL)\b/.test(line));
    for (const line of errors) print(`fuzz: Atlas says ${line}`);
    if (errors.length > 0) failed.push("Atlas's log");
  } finally {
    await atlas.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  printExceptions();
  const seconds = Math.round((performance.now() - started) / 1000);
  const verdict = failed.length > 0 ? `FAIL (${failed.join('; ')})` : 'PASS';
  print(`fuzz: ${verdict} seed=${options.seed} max-examples=${options.maxExamples} seconds=${seconds}`);
  return failed.length > 0 ? 1 : 0;
}

await runWithArguments(USAGE, readOptions, fuzz);
