import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments, runWithArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { startLocalDatabase } from '../../src/database/local/start-local-database.js';
import { type DatabaseServer, findDatabase } from '../servers/database.js';
import { whole } from '../http/options.js';
import type { Line } from './lines.js';
import { measureSize, type Size } from './measure.js';
import { plotOf } from './plot.js';
import { scanning, slowerThan, tablesOf } from './report.js';

/** On the server that a newcomer has, no list takes longer. */
const LOCAL_MOST_MS = 200;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const USAGE = [
  'Usage: npm run bench:scale -- [--calls LIST] [--times N] [--only GROUP] [--local] [--out FILE]',
  '',
  'What Atlas asks the database about calls costs, where there are few and many of them. Ends with 1 where a query reads a',
  `collection as a whole, or a list on the local server takes longer than ${LOCAL_MOST_MS} ms.`,
  '',
  '  --calls LIST  how many calls there are, from few to many (1000,100000,1000000; with --local 1000,10000,100000)',
  '  --times N     how often each line is asked; the median is told (9)',
  '  --only GROUP  one group of lines: list, filter, pair or other',
  '  --local       on the server in Python that Atlas starts where there is no other',
  '  --out FILE    a page whose part between two marks is replaced, and a picture beside it',
].join('\n');

const GROUPS: readonly Line['group'][] = ['list', 'filter', 'pair', 'other'];
const text = { type: 'string' } as const;

interface ScaleOptions {
  sizes: number[];
  times: number;
  only?: Line['group'];
  isLocal: boolean;
  out?: string;
}

/** Throws UsageError. */
function readOptions(args: string[]): ScaleOptions {
  const options = { calls: text, times: text, only: text, local: { type: 'boolean' }, out: text } as const;
  const { values } = parseArguments(args, options);
  const isLocal = values.local ?? false;
  const calls = values.calls ?? (isLocal ? '1000,10000,100000' : '1000,100000,1000000');
  const only = GROUPS.find((group) => group === values.only);
  if (values.only && !only) throw new UsageError(`--only ${values.only}: one of ${GROUPS.join(', ')}`);
  return {
    sizes: calls.split(',').map((each) => whole('calls', each, 100, 10_000_000)),
    times: whole('times', values.times ?? '9', 1, 1_000),
    isLocal,
    ...(only && { only }),
    ...(values.out && { out: values.out }),
  };
}

const localServer: DatabaseServer = {
  description: 'the server in Python that Atlas starts',
  start: (dataDir) => startLocalDatabase({ dataDir, log: print }),
};

/** Puts the text between the marks of its name. */
const replaced = (page: string, name: string, text: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before = '', rest = ''] = page.split(begin);
  return `${before}${begin}\n\n${text}\n${end}${rest.split(end)[1] ?? ''}`;
};

async function tell(
  { description }: DatabaseServer,
  measured: Size[],
  { times, isLocal, out }: ScaleOptions,
): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const about = `Medians of ${times}, in milliseconds, on ${description}; ${machine}.`;
  const text = `${about}\n\n${tablesOf(measured)}`;
  print(`\n${text}`);
  if (!out) return;
  const page = await readFile(out, 'utf8');
  await writeFile(out, replaced(page, isLocal ? 'local' : 'scale', text));
  const picture = out.replace(/\.md$/, isLocal ? '-local.svg' : '.svg');
  await writeFile(picture, plotOf(measured, `Milliseconds by the number of calls, ${description}`));
}

async function measureAll(server: DatabaseServer, options: ScaleOptions): Promise<Size[]> {
  const { times, only, isLocal } = options;
  const measured: Size[] = [];
  for (const calls of options.sizes) {
    const directory = await mkdtemp(join(tmpdir(), 'atlas-scale-'));
    const database = await server.start(directory);
    const asked = { times, isExplained: !isLocal, print, ...(only && { only }) };
    try {
      measured.push(await measureSize(database.uri, calls, asked));
    } finally {
      await database.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    }
    // After each size, for the next may take long.
    await tell(server, measured, options);
  }
  return measured;
}

async function bench(options: ScaleOptions): Promise<number> {
  const { isLocal } = options;
  const measured = await measureAll(isLocal ? localServer : await findDatabase(print), options);
  const scans = scanning(measured);
  const slow = isLocal ? slowerThan(measured, LOCAL_MOST_MS) : [];
  if (scans.length > 0) print(`Read a collection as a whole: ${scans.join('; ')}`);
  if (slow.length > 0) print(`Took longer than ${LOCAL_MOST_MS} ms: ${slow.join('; ')}`);
  return scans.length + slow.length > 0 ? 1 : 0;
}

await runWithArguments(USAGE, readOptions, bench);
