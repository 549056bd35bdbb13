import type { BenchOptions } from '../options.js';
import { measurePace, type Pace, warmUp } from '../measure.js';
import { paceBreaches, type PaceRow, paceTable } from '../pace-table.js';
import type { Bench, Measured } from '../scenario.js';
import type { Stage, StageOptions } from '../stage.js';

/** From this rate on Twilio is asked to tell of a call's end alone. */
const COMPLETED_ONLY_FROM = 100;

export interface PaceMeasured {
  pace: Pace;
  more?: Record<string, string>;
  breaches?: string[];
}

/** One pace that is to be measured. */
export interface PaceCase {
  /** For messages. */
  name: string;
  of?: Record<string, string>;
  stage: StageOptions;
  measure?: (stage: Stage, options: BenchOptions) => Promise<PaceMeasured>;
}

const usual: NonNullable<PaceCase['measure']> = async (stage, { seconds }) => ({
  pace: await measurePace(stage, seconds),
});

export const stageAt = (rate: number): StageOptions => ({
  rate,
  isCompletedOnly: rate >= COMPLETED_ONLY_FROM,
});

/** One pace, and its broken bounds; no row where it could not be measured. */
interface CaseMeasured {
  row?: PaceRow;
  breaches: string[];
}

/** Measures one, on a deployment of its own, and says how it went. Never fails. */
export async function measureCase(bench: Bench, each: PaceCase): Promise<CaseMeasured> {
  const { name, of = {}, stage: options, measure = usual } = each;
  const limit = options.rate;
  try {
    const {
      pace,
      more,
      breaches = [],
    } = await bench.onStage(options, async (stage) => {
      await warmUp(stage);
      return measure(stage, bench.options);
    });
    bench.print(`  ${name}: ${pace.rate.toFixed(2)} achieved, ${pace.most} in one second`);
    return { row: { of, limit, pace, more }, breaches: [...paceBreaches(name, limit, pace), ...breaches] };
  } catch (error) {
    bench.print(`  ${name}: ${String(error)}`);
    return { breaches: [`${name}: ${String(error)}`] };
  }
}

/** Measures each of them, one after the other. */
export async function measureCases(bench: Bench, cases: PaceCase[]): Promise<Measured> {
  const measured: CaseMeasured[] = [];
  for (const each of cases) measured.push(await measureCase(bench, each));
  return paceTable(
    measured.flatMap(({ row }) => row ?? []),
    measured.flatMap(({ breaches }) => breaches),
  );
}
