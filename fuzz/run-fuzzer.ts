import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Caller } from './callers.js';
import { EXCEPTIONS } from './exceptions.js';
import { type FuzzOptions, lightExamples } from './options.js';
import { settingsFile } from './settings.js';

const AUTHORIZATION = 'ATLAS_FUZZ_AUTHORIZATION';
/** Of operations that are for everybody. */
const PUBLIC_TAGS = ['webhooks', 'health', 'people'];

export interface FuzzerRun {
  caller: Caller;
  /** The caller's API key. */
  key?: string;
  url: string;
  /** Whether this Atlas asks nobody for a key. */
  isOpen: boolean;
  /** What hooks.py has to know. */
  targets: object;
}

/** Where the fuzzer is and works. */
export interface FuzzerPlace {
  python: string;
  directory: string;
  options: FuzzOptions;
}

/** One run of the fuzzer; answers whether it found nothing. */
export async function runFuzzer(
  { python, directory, options }: FuzzerPlace,
  run: FuzzerRun,
): Promise<boolean> {
  const { caller, key, isOpen } = run;
  const settings = join(directory, 'schemathesis.toml');
  const authorizationVariable = key && AUTHORIZATION;
  const hooks = resolve('fuzz/hooks.py');
  writeFileSync(settings, settingsFile({ hooks, exceptions: EXCEPTIONS, isOpen, authorizationVariable }));
  const child = spawn(
    python,
    [
      '-m',
      'schemathesis.cli',
      '--config-file',
      settings,
      'run',
      resolve('openapi.json'),
      ...argumentsOf(run, options),
    ],
    {
      cwd: directory,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: options.capMs,
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: resolve('fuzz'),
        ATLAS_FUZZ_TARGETS: JSON.stringify({ ...run.targets, scopes: caller.scopes }),
        ...(key && { [AUTHORIZATION]: `Bearer ${key}` }),
      },
    },
  );
  const end = (signal: NodeJS.Signals): unknown => child.kill(signal);
  process.once('SIGINT', end).once('SIGTERM', end);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', end).off('SIGTERM', end);
  return code === 0;
}

function argumentsOf({ caller, key, url }: FuzzerRun, options: FuzzOptions): string[] {
  const examples = caller.isWhole ? options.maxExamples : lightExamples(options);
  const excluded = caller.isWhole || !key ? [] : PUBLIC_TAGS.flatMap((tag) => ['--exclude-tag', tag]);
  return [
    ...['--url', url, '--continue-on-failure', '--no-color', '--request-timeout', '30'],
    ...['--seed', String(options.seed), '--max-examples', String(examples)],
    ...(caller.isWhole ? [] : ['--phases', 'examples,fuzzing']),
    ...excluded,
    // Its answer has no end.
    ...['--exclude-path', '/calls/stream'],
  ];
}
