import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithArguments } from '../../src/common/process/program-arguments.js';
import { type BenchDatabase, type DatabaseServer, findDatabase } from './database.js';
import { measureFullQueue, measureLateness, measurePace, measureRate, warmUp } from './measure.js';
import { type BenchOptions, readOptions, USAGE } from './options.js';
import { breachesOf, paceBreaches, type Row, tableOf } from './report.js';
import { Stage, type StageOptions } from './stage.js';

/** From this rate on Twilio is asked to tell of a call's end alone. */
const COMPLETED_ONLY_FROM = 100;
/** What is tried to find the highest rate: above the last that holds, or below the first that does not. */
const LADDER = [10, 20, 35, 50, 75, 100, 125, 150, 200, 250, 300];
/** The simulator shows the last 5,000 calls: all that are measured have to be among them. */
const LADDER_SECONDS = 8;

const isCompletedOnly = (rate: number): boolean => rate >= COMPLETED_ONLY_FROM;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** A server of its own for each stage: what one leaves behind, as many dropped documents, would slow the next. */
async function withDatabase<T>(
  server: DatabaseServer,
  parent: string,
  use: (database: BenchDatabase) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(parent, 'database-'));
  const database = await server.start(directory);
  try {
    return await use(database);
  } finally {
    await database.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function withStage<T>(options: StageOptions, use: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await Stage.open(options);
  try {
    await warmUp(stage, options.rate);
    return await use(stage);
  } finally {
    await stage.close();
  }
}

/** All measurements on one machine with one database. */
class Bench {
  private readonly held = new Map<number, boolean>();

  constructor(
    private readonly options: BenchOptions,
    private readonly directory: string,
    private readonly server: DatabaseServer,
  ) {}

  async row(limit: number): Promise<Row> {
    const { seconds, ahead, due } = this.options;
    return this.onStage(limit, async (stage) => {
      const plain = await measurePace(stage, limit, seconds);
      print(`  ${limit}/s: ${plain.rate.toFixed(2)} achieved, ${plain.most} in one second`);
      const lateness = await measureLateness(stage, limit, seconds);
      print(
        `  ${limit}/s: scheduled calls ${lateness.p50} ms late, 99 % of them less than ${lateness.p99} ms`,
      );
      const full = await measureFullQueue(stage, seconds, { ahead, due });
      print(`  ${limit}/s with a full queue: ${full.rate.toFixed(2)} achieved`);
      this.held.set(limit, paceBreaches(limit, plain).length === 0);
      return { limit, completedOnly: isCompletedOnly(limit), plain, lateness, full };
    });
  }

  /** The highest rate of the ladder that keeps the bounds of the pace. */
  async highest(): Promise<number> {
    const known = LADDER.filter((limit) => this.held.get(limit));
    let highest = Math.max(0, ...known);
    for (const limit of LADDER.filter((each) => each > highest)) {
      if (!(await this.holds(limit))) break;
      highest = limit;
    }
    return highest;
  }

  private async holds(limit: number): Promise<boolean> {
    const known = this.held.get(limit);
    if (known !== undefined) return known;
    return this.onStage(limit, async (stage) => {
      const pace = await measureRate(stage, limit, LADDER_SECONDS);
      print(`  ${limit}/s: ${pace.rate.toFixed(2)} achieved, ${pace.most} in one second`);
      return paceBreaches(limit, pace).length === 0;
    }).catch((error: unknown) => {
      print(`  ${limit}/s: ${String(error)}`);
      return false;
    });
  }

  private onStage<T>(rate: number, use: (stage: Stage) => Promise<T>): Promise<T> {
    const { directory, server } = this;
    return withDatabase(server, directory, ({ uri: mongoUri }) =>
      withStage({ directory, mongoUri, rate, completedOnly: isCompletedOnly(rate) }, use),
    );
  }
}

async function run(options: BenchOptions): Promise<number> {
  const directory = await mkdtemp(join(options.data ?? tmpdir(), 'atlas-bench-'));
  try {
    const server = await findDatabase(print);
    const place = options.data ?? 'a temporary folder';
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, data in ${place}`;
    print(`3 instances, a simulator and ${server.description}, all on ${machine}`);
    const bench = new Bench(options, directory, server);
    const rows: Row[] = [];
    for (const limit of options.rates) rows.push(await bench.row(limit));
    const highest = await bench.highest();
    const breaches = rows.flatMap(breachesOf);
    const verdict = `bench:dispatch: ${breaches.length === 0 ? 'PASS' : 'FAIL'} rates=${options.rates.join(',')} broken=${breaches.length} highest=${highest}/s`;
    print(`\n${tableOf(rows)}`);
    for (const breach of breaches) print(`broken: ${breach}`);
    if (options.out)
      await writeFile(options.out, page(machine, server.description, rows, [...breaches, verdict]));
    print(verdict);
    return breaches.length === 0 ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

const page = (machine: string, database: string, rows: Row[], lines: string[]): string =>
  [
    '# How calls are dispatched',
    '',
    '`npm run bench:dispatch` measures three instances of Atlas, at the arrival of the calls at the simulator, while more calls are',
    'due than the limit lets through and all instances serve them. A full queue holds 100,000 calls that are scheduled ahead and',
    '10,000 of one user that are due. The bounds: at least 0.97 of the limit, never more than the limit and one call in any second,',
    'and with a full queue at most 10 % slower. What a call costs the database is read in these seconds, the documents that commands',
    'look at in ten seconds after them: to explain commands takes the server long.',
    '',
    `Machine: ${machine}, shared by the instances, the simulator and the database: ${database}.`,
    '',
    tableOf(rows),
    '',
    '¹ Twilio is asked to tell of the end of each call alone.',
    '',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

await runWithArguments(USAGE, readOptions, run);
