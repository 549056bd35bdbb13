import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithArguments } from '../../src/common/process/program-arguments.js';
import { type DatabaseServer, findDatabase } from '../servers/database.js';
import { type BenchOptions, readOptions, USAGE } from './options.js';
import { type Outcome, pageOf, tableOf, verdictOf } from './report.js';
import type { Bench, Measured } from './scenario.js';
import { SCENARIOS } from './scenarios/all.js';
import { Stage, type StageOptions } from './stage.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** A server of its own for each stage: what one leaves behind, as many dropped documents, would slow the next. */
async function onStage<T>(
  server: DatabaseServer,
  parent: string,
  options: StageOptions,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(parent, 'stage-'));
  const database = await server.start(directory);
  try {
    const stage = await Stage.open(options, { directory, mongoUri: database.uri });
    try {
      return await use(stage);
    } finally {
      await stage.close();
    }
  } finally {
    await database.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measureAll(bench: Bench): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => bench.options.only.includes(name))) {
    print(`${scenario.title} …`);
    const measured = await scenario.measure(bench).catch((error: unknown): Measured => ({
      head: [],
      rows: [],
      breaches: [`${scenario.name}: ${String(error)}`],
    }));
    const outcome = { scenario, ...measured };
    print(`\n${tableOf(outcome)}\n`);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function run(options: BenchOptions): Promise<number> {
  const directory = await mkdtemp(join(options.data ?? tmpdir(), 'atlas-bench-'));
  try {
    const server = await findDatabase(print);
    const place = options.data ?? 'a temporary folder';
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, data in ${place}, shared by all: ${server.description}`;
    print(machine);
    const outcomes = await measureAll({
      options,
      held: new Map(),
      print,
      onStage: (stage, use) => onStage(server, directory, stage, use),
    });
    for (const breach of outcomes.flatMap(({ breaches }) => breaches)) print(`broken: ${breach}`);
    if (options.out) await writeFile(options.out, pageOf(machine, outcomes));
    print(verdictOf(outcomes));
    return outcomes.some(({ breaches }) => breaches.length > 0) ? 1 : 0;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

await runWithArguments(USAGE, readOptions, run);
