import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalDatabase } from '../../src/database/local/start-local-database.js';
import { type DatabaseServer, findDatabase } from '../servers/database.js';
import { measureSize, type Size } from './measure.js';
import { plotOf } from './plot.js';
import { scanning, slowerThan, tablesOf } from './report.js';

/** On the server that a newcomer has, no list takes longer. */
const LOCAL_MOST_MS = 200;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    /** How many calls there are, from few to many. */
    calls: { type: 'string' },
    /** How often each line is asked; the median is told. */
    times: { type: 'string', default: '9' },
    /** One group of lines: list, filter, pair or other. */
    only: { type: 'string' },
    /** On the server in Python that Atlas starts where there is no other. */
    local: { type: 'boolean', default: false },
    /** A page whose part between two marks is replaced, and a picture beside it. */
    out: { type: 'string' },
  },
});

const isLocal = values.local;
const sizes = (values.calls ?? (isLocal ? '1000,10000,100000' : '1000,100000,1000000'))
  .split(',')
  .map(Number);

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

async function tell({ description }: DatabaseServer, measured: Size[]): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const about = `Medians of ${values.times}, in milliseconds, on ${description}; ${machine}.`;
  const text = `${about}\n\n${tablesOf(measured)}`;
  print(`\n${text}`);
  if (!values.out) return;
  const page = await readFile(values.out, 'utf8');
  await writeFile(values.out, replaced(page, isLocal ? 'local' : 'scale', text));
  const picture = values.out.replace(/\.md$/, isLocal ? '-local.svg' : '.svg');
  await writeFile(picture, plotOf(measured, `Milliseconds by the number of calls, ${description}`));
}

async function measureAll(server: DatabaseServer): Promise<Size[]> {
  const measured: Size[] = [];
  for (const calls of sizes) {
    const directory = await mkdtemp(join(tmpdir(), 'atlas-scale-'));
    const database = await server.start(directory);
    const asked = {
      times: Number(values.times),
      isExplained: !isLocal,
      print,
      ...(values.only && { only: values.only }),
    };
    try {
      measured.push(await measureSize(database.uri, calls, asked));
    } finally {
      await database.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    }
    // After each size, for the next may take long.
    await tell(server, measured);
  }
  return measured;
}

const measured = await measureAll(isLocal ? localServer : await findDatabase(print));
const scans = scanning(measured);
const slow = isLocal ? slowerThan(measured, LOCAL_MOST_MS) : [];
if (scans.length > 0) print(`Read a collection as a whole: ${scans.join('; ')}`);
if (slow.length > 0) print(`Took longer than ${LOCAL_MOST_MS} ms: ${slow.join('; ')}`);
process.exitCode = scans.length + slow.length > 0 ? 1 : 0;
