import { type ProveOptions, readOptions, USAGE, UsageError } from './options.js';
import { Progress } from './progress.js';
import { type Account, ProofRun } from './run.js';
import { isPassed, type Row, scorecard } from './scorecard.js';
import { Stage } from './stage.js';
import { tableOf } from './table.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
/** How long everything may take to end once the time is up. */
const CLOSING_MS = 20_000;

const listOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

function accountOf({ kills, cut, putOff, dials, readings, forgeries, faults }: Account): string {
  return [
    `  ${dials} dials, ${kills} kills -9, ${cut} connections cut, ${forgeries} webhooks forged, ${readings} readings`,
    `  clients put off: ${listOf(putOff)}; callbacks: ${listOf(faults)}`,
  ].join('\n');
}

function verdictOf(rows: Row[], { calls, seed, broken }: ProveOptions): string {
  const violations = rows.reduce((sum, row) => sum + row.violations.length, 0);
  const run = `calls=${calls} seed=${seed}${broken ? ` break=${broken}` : ''}`;
  const seconds = Math.round(performance.now() / 1000);
  return `prove: ${isPassed(rows) ? 'PASS' : 'FAIL'} ${run} violations=${violations} seconds=${seconds}`;
}

/** The whole proof; answers its exit code. The stage is closed whatever happens. */
async function run(options: ProveOptions): Promise<number> {
  const progress = new Progress(print);
  let stage: Stage | undefined;
  let lastWord = `prove: FAIL calls=${options.calls} seed=${options.seed} it could not be carried through`;
  let isGood = false;
  const finish = async (): Promise<void> => {
    progress.stop();
    await stage?.close();
  };
  endInTime(options, finish);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void finish().finally(() => process.exit(130)));
  try {
    print(
      `prove: calls=${options.calls} seed=${options.seed}${options.broken ? ` break=${options.broken}` : ''}`,
    );
    stage = await Stage.open(options, print);
    const { evidence, account } = await new ProofRun(stage, options, progress).carryOut();
    const rows = scorecard(evidence);
    print(`${tableOf(rows)}\n${accountOf(account)}`);
    lastWord = verdictOf(rows, options);
    isGood = isPassed(rows);
  } catch (error) {
    print(String(error));
  } finally {
    await finish();
  }
  print(lastWord);
  return isGood ? 0 : 1;
}

/** However the proof hangs, it fails when its time is up, and its processes end with it. */
function endInTime({ calls, seed, minutes }: ProveOptions, finish: () => Promise<void>): void {
  const leave = (): never => {
    print(`prove: FAIL calls=${calls} seed=${seed} time is up`);
    process.exit(1);
  };
  const capMs = minutes * 60_000;
  setTimeout(() => void finish().finally(leave), capMs).unref();
  setTimeout(leave, capMs + CLOSING_MS).unref();
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') print(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
