import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findDatabase } from '../servers/database.js';
import { measureThroughput, measureWaits } from './measure.js';
import { breachesOf, CPS, type Measured, pageOf, tableOf, verdictOf } from './report.js';
import { Stage } from './stage.js';

interface Options {
  calls: number;
  prices: number;
  out?: string;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function measure(directory: string, mongoUri: string, { calls, prices }: Options): Promise<Measured> {
  const stage = await Stage.open({ directory, mongoUri, cps: CPS });
  try {
    const throughput = await measureThroughput(stage, calls);
    print(`  ${throughput.perSecond.toFixed(1)} calls settled a second`);
    return { calls, prices, ...throughput, waits: await measureWaits(stage, prices) };
  } finally {
    await stage.close();
  }
}

async function run(options: Options): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'atlas-bench-'));
  const server = await findDatabase(print);
  const database = await server.start(directory);
  try {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`;
    print(`3 instances, a stand-in for Twilio and ${server.description}, all on ${machine}`);
    const measured = await measure(directory, database.uri, options);
    print(`\n${tableOf(measured)}`);
    const breaches = breachesOf(measured);
    for (const breach of breaches) print(`broken: ${breach}`);
    if (options.out) await writeFile(options.out, pageOf(machine, server.description, measured));
    print(verdictOf(measured));
    return breaches.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

const { values } = parseArgs({
  options: {
    /** Calls whose ends were lost. */
    calls: { type: 'string', default: '5000' },
    /** Prices that are due before others. */
    prices: { type: 'string', default: '4000' },
    /** A file that the result is written to, as Markdown. */
    out: { type: 'string' },
  },
});
process.exitCode = await run({
  calls: Number(values.calls),
  prices: Number(values.prices),
  out: values.out,
});
