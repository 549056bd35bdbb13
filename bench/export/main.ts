import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { parseArguments, runWithArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { whole } from '../http/options.js';
import { startPeer } from '../http/peers.js';
import { onStage, type Stage } from '../http/stage.js';
import { seedCalls } from '../scale/seed.js';
import { findDatabase } from '../servers/database.js';
import { type Exported, measureExport } from './measure.js';

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

interface ExportOptions {
  calls: number;
  format: Format;
  isLean: boolean;
}

const USAGE = [
  'Usage: npm run bench:export -- [--calls N] [--format csv|ndjson] [--lean]',
  '',
  'Puts calls of 60 days into a database of its own, and reads all of them from a running Atlas, as in production. Ends with 1',
  'where a call is missing.',
  '',
  '  --calls N      how many (20000)',
  '  --format NAME  csv or ndjson (csv)',
  '  --lean         without the indexes of calls that only filters need: so many more calls fit into a server in memory',
].join('\n');

const MEGABYTE = 1_048_576;
const text = { type: 'string' } as const;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Throws UsageError. */
const readOptions = (args: string[]): ExportOptions => {
  const { values } = parseArguments(args, {
    calls: text,
    format: text,
    lean: { type: 'boolean' },
  });
  const { calls = '20000', format: named = 'csv', lean: isLean = false } = values;
  const format = FORMATS.find((each) => each === named);
  if (!format) throw new UsageError(`--format ${named}: one of ${FORMATS.join(', ')}`);
  return { calls: whole('calls', calls, 1, 10_000_000), format, isLean };
};

/** The indexes by which a filter finds calls; those by which Atlas goes on with its work hold few of them, and stay. */
const FOR_FILTERS =
  /^(?:to|userExternalId|rank|results|attempts[.]createdAt|hasRecording|hasFeedback|plan[.][a-zA-Z]+)_/;

async function dropIndexesForFilters(connection: Connection): Promise<void> {
  const calls = connection.collection('calls');
  for (const { name } of await calls.indexes())
    if (name && FOR_FILTERS.test(name)) await calls.dropIndex(name);
}

async function fill({ options }: Stage, { calls, isLean }: ExportOptions): Promise<void> {
  const { mongoUri, dbName } = options;
  const connection = await mongoose.createConnection(mongoUri, { dbName }).asPromise();
  try {
    if (isLean) await dropIndexesForFilters(connection);
    const begun = performance.now();
    await seedCalls(connection, calls, Date.now(), print);
    print(`${calls} calls were stored in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  } finally {
    await connection.close();
  }
}

const inMegabytes = (size: number): string => `${(size / MEGABYTE).toFixed(0)} MB`;

const lineOf = ({ rows, bytes, seconds, firstByteMs, ...memory }: Exported): string =>
  [
    `${rows} rows`,
    `${(bytes / MEGABYTE).toFixed(1)} MB`,
    `${seconds.toFixed(1)} s`,
    `${Math.round(rows / seconds)} rows/s`,
    `first byte after ${firstByteMs.toFixed(0)} ms`,
    `resident ${inMegabytes(memory.resident)} before`,
    `${inMegabytes(memory.firstHalf)} at most in its first half and ${inMegabytes(memory.secondHalf)} in its second`,
    `${inMegabytes(memory.peak)} at most`,
  ].join(', ');

async function bench(options: ExportOptions): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-export-'));
  try {
    const exported = await onStage(server, directory, 'export', async (stage) => {
      // It makes the indexes that are missing when it starts.
      const atlas = await startPeer('atlas', stage.options);
      try {
        await fill(stage, options);
        return await measureExport(atlas, stage.key, options);
      } finally {
        await atlas.stop();
      }
    });
    const isWhole = exported.rows === options.calls;
    print(`\nDatabase: ${server.description}.`);
    print(`bench:export: ${isWhole ? 'PASS' : 'FAIL'} calls.${options.format}: ${lineOf(exported)}`);
    return isWhole ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

await runWithArguments(USAGE, readOptions, bench);
