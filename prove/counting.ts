import type { AtlasResults } from './atlas-results.js';
import { type DeploymentProgram, runProgram } from './deployment-program.js';
import type { Counting } from './evidence.js';
import { pause } from './pause.js';

const LOOK_EVERY_MS = 1_000;
/** An instance that was killed leaves calls that another looks for once a minute; each counts for a tenth of its time. */
const WITHIN_MS = 150_000;
const CHECK_WITHIN_MS = 120_000;

/** Waits until the instances have counted what there is, and reads what they counted. */
export async function awaitCounting(
  results: AtlasResults,
  onLeft: (left: number) => void,
  signal: AbortSignal,
): Promise<Omit<Counting, 'differences'>> {
  const until = Date.now() + WITHIN_MS;
  let left = await results.left();
  while (left.length > 0 && Date.now() < until && !signal.aborted) {
    onLeft(left.length);
    await pause(LOOK_EVERY_MS, signal);
    left = await results.left();
  }
  return { left, outcomes: await results.outcomes(), madeAt: await results.madeAt() };
}

/** What Atlas's own check of all numbers finds, as its operator has it. */
export async function checkByProgram(analytics: DeploymentProgram): Promise<string[]> {
  try {
    await runProgram(analytics, ['check'], CHECK_WITHIN_MS);
    return [];
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    const told = stdout.split('\n').filter((line) => line.startsWith('DIFFERENT'));
    return told.length > 0 ? told : [`The check of the results failed: ${String(error)}`];
  }
}
