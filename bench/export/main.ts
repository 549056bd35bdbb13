import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { parseArguments, runWithArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { whole } from '../http/options.js';
import { startPeer } from '../http/peers.js';
import { onStage, type Stage } from '../http/stage.js';
import { seed } from '../scale/seed.js';
import { findDatabase } from '../servers/database.js';
import { type Exported, measureExport } from './measure.js';

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

interface ExportOptions {
  calls: number;
  format: Format;
}

const USAGE = [
  'Usage: npm run bench:export -- [--calls N] [--format csv|ndjson]',
  '',
  'Puts calls of 60 days into a database of its own, and reads all of them from a running Atlas, as in production. Ends with 1',
  'where a call is missing.',
  '',
  '  --calls N      how many (20000)',
  '  --format NAME  csv or ndjson (csv)',
].join('\n');

const MEGABYTE = 1_048_576;
const text = { type: 'string' } as const;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Throws UsageError. */
const readOptions = (args: string[]): ExportOptions => {
  const { values } = parseArguments(args, { calls: text, format: text });
  const { calls = '20000', format: named = 'csv' } = values;
  const format = FORMATS.find((each) => each === named);
  if (!format) throw new UsageError(`--format ${named}: one of ${FORMATS.join(', ')}`);
  return { calls: whole('calls', calls, 1, 10_000_000), format };
};

async function fill({ options }: Stage, calls: number): Promise<void> {
  const { mongoUri, dbName } = options;
  const connection = await mongoose.createConnection(mongoUri, { dbName }).asPromise();
  try {
    const begun = performance.now();
    await seed(connection, calls, Date.now(), print);
    print(`${calls} calls were stored in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  } finally {
    await connection.close();
  }
}

const lineOf = ({ rows, bytes, seconds, firstByteMs, resident, peak }: Exported): string =>
  [
    `${rows} rows`,
    `${(bytes / MEGABYTE).toFixed(1)} MB`,
    `${seconds.toFixed(1)} s`,
    `${Math.round(rows / seconds)} rows/s`,
    `first byte after ${firstByteMs.toFixed(0)} ms`,
    `resident ${(resident / MEGABYTE).toFixed(0)} MB before, ${(peak / MEGABYTE).toFixed(0)} MB at most`,
  ].join(', ');

async function bench({ calls, format }: ExportOptions): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-export-'));
  try {
    const exported = await onStage(server, directory, 'export', async (stage) => {
      await fill(stage, calls);
      const atlas = await startPeer('atlas', stage.options);
      try {
        return await measureExport(atlas, stage.key, format);
      } finally {
        await atlas.stop();
      }
    });
    const isWhole = exported.rows === calls;
    print(`\nDatabase: ${server.description}.`);
    print(`bench:export: ${isWhole ? 'PASS' : 'FAIL'} calls.${format}: ${lineOf(exported)}`);
    return isWhole ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

await runWithArguments(USAGE, readOptions, bench);
