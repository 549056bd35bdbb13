import { runWithArguments } from '../src/common/process/program-arguments.js';
import { type ProveOptions, readOptions, USAGE } from './options.js';
import { Progress } from './progress.js';
import { ProofRun } from './run.js';
import { isPassed, type Row, scorecard } from './scorecard.js';
import { Stage } from './stage.js';
import { accountLines, tableOf } from './table.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
/** The part of the time cap that is kept for ending what was started, and the longest that this may be. */
const CLOSING_SHARE = 0.08;
const CLOSING_MS = 20_000;

const headOf = ({ calls, instances, seed, broken }: ProveOptions): string =>
  `calls=${calls} instances=${instances} seed=${seed}${broken.length > 0 ? ` break=${broken.join(',')}` : ''}`;

function verdictOf(rows: Row[], options: ProveOptions): string {
  const violations = rows.reduce((sum, row) => sum + row.violations.length, 0);
  const seconds = Math.round(performance.now() / 1000);
  const verdict = isPassed(rows) ? 'PASS' : 'FAIL';
  return `prove: ${verdict} ${headOf(options)} violations=${violations} seconds=${seconds}`;
}

/** One run of the program: what it started ends with it, in whatever way it ends. */
class Program {
  private readonly progress = new Progress(print);
  private opening: Promise<Stage> | undefined;
  private leaving: Promise<number> | undefined;

  constructor(private readonly options: ProveOptions) {}

  /** The whole proof; answers its exit code. */
  async run(): Promise<number> {
    this.endInTime();
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => this.leave(130, `interrupted by ${signal}`));
    // As with `npm run prove | head`: what was started would be left behind.
    process.stdout.on('error', () => this.leave(1, 'nobody reads any more'));
    print(`prove: ${headOf(this.options)}`);
    try {
      const rows = await this.prove();
      await this.close();
      if (this.leaving) return await this.leaving;
      print(verdictOf(rows, this.options));
      return isPassed(rows) ? 0 : 1;
    } catch (error) {
      // What it needs is being taken away: no news.
      if (this.leaving) return this.leaving;
      print(String(error));
      await this.close();
      print(`prove: FAIL ${headOf(this.options)} it could not be carried through`);
      return 1;
    }
  }

  private async prove(): Promise<Row[]> {
    this.opening = Stage.open(this.options, print);
    const stage = await this.opening;
    const { evidence, account } = await new ProofRun(stage, this.options, this.progress).carryOut();
    const rows = scorecard(evidence);
    print(`${tableOf(rows)}\n${accountLines(account)}`);
    return rows;
  }

  private async close(): Promise<void> {
    this.progress.stop();
    // A stage that could not be opened has closed itself.
    const stage = await this.opening?.catch(() => undefined);
    await stage?.close();
  }

  /** However the proof hangs, it fails when its time is up. */
  private endInTime(): void {
    const { capMs } = this.options;
    const closingMs = Math.min(CLOSING_MS, capMs * CLOSING_SHARE);
    setTimeout(() => this.leave(1, 'its time is up', closingMs), capMs - closingMs).unref();
  }

  /** Closes what there is, for no longer than this, and ends the process. */
  private leave(code: number, why: string, withinMs = CLOSING_MS): void {
    if (this.leaving) return;
    const exit = (): never => {
      print(`prove: FAIL ${headOf(this.options)} ${why}`);
      process.exit(code);
    };
    setTimeout(exit, withinMs).unref();
    this.leaving = this.close()
      .catch((error: unknown) => print(String(error)))
      .then(exit);
  }
}

// Everything is closed and told: nothing that goes on all the same is waited for.
await runWithArguments(USAGE, readOptions, async (options) => process.exit(await new Program(options).run()));
