import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { type Mutant, MUTANTS } from './mutants.js';
import { type Outcome, simulate } from './simulate.js';

const USAGE = `Usage: npm run simulate:dispatch -- [--seeds N] [--from S] [--mutant NAME | --mutants] [--verbose]

Plays the stories of N seeds (5000), from seed S on (1), with the real dispatch engine over a database, a Twilio, machines
and clocks that fail, and says whether every rule held. --mutants says which seed finds each mutant, from the seed on that
is known to. A mutant is a mistake that has to be found:
${Object.keys(MUTANTS)
  .map((name) => `  ${name}`)
  .join('\n')}
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const readOptions = () => {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { seeds: text, from: text, mutant: text, mutants: flag, verbose: flag, help: flag };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return process.exit(2);
  }
};

/** The first seed that finds the mutant. */
const foundBy = async (mutant: Mutant, seeds: number): Promise<number | undefined> => {
  const { foundBy: first = 1 } = mutant;
  for (let seed = first; seed < first + seeds; seed += 1)
    if ((await simulate(seed, mutant)).violations.length > 0) return seed;
  return undefined;
};

const findAll = async (seeds: number): Promise<void> => {
  for (const [name, mutant] of Object.entries(MUTANTS)) {
    const seed = await foundBy(mutant, seeds);
    say(seed === undefined ? `MISSED: ${name}` : `FOUND: ${name}, by seed ${seed}`);
    if (seed === undefined) process.exitCode = 1;
  }
};

const main = async (): Promise<void> => {
  const { seeds = '5000', from = '1', mutant = '', mutants, verbose, help } = readOptions();
  if (help) return say(USAGE);
  const altered = mutant ? MUTANTS[mutant] : {};
  if (!altered || !(Number(seeds) > 0) || !Number.isInteger(Number(from))) {
    say(USAGE);
    process.exitCode = 2;
    return;
  }
  Logger.overrideLogger(false);
  if (mutants) return findAll(Number(seeds));
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (let seed = Number(from); seed < Number(from) + Number(seeds); seed += 1) {
    const outcome = await simulate(seed, altered);
    outcomes.push(outcome);
    const shown = verbose ? outcome.violations : outcome.violations.slice(0, 3);
    if (shown.length > 0) say(`seed ${seed}:\n  ${shown.join('\n  ')}`);
  }
  const bad = outcomes.filter(({ violations }) => violations.length > 0);
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((all, each) => all + of(each), 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const figures = `${seeds} seeds, ${sum(({ dials }) => dials)} dials, ${sum(({ steps }) => steps)} steps`;
  const wrong = `${sum(({ violations }) => violations.length)} violations in ${bad.length} seeds`;
  say(`${bad.length > 0 ? 'FAIL' : 'PASS'}: ${figures}, ${wrong}, ${seconds} s`);
  process.exitCode = bad.length > 0 ? 1 : 0;
};

await main();
