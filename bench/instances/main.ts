import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments, runWithArguments } from '../../src/common/process/program-arguments.js';
import { whole } from '../http/options.js';
import { onStage } from '../http/stage.js';
import { findDatabase } from '../servers/database.js';
import { onDeployment } from './deployment.js';
import { findHaproxy } from './haproxy.js';
import { type InstancesCost, measureInstances } from './measure.js';
import { MOST, ratioOf, tableOf } from './report.js';

const USAGE = [
  'Usage: npm run bench:instances -- [--rounds N] [--seconds N] [--profiles DIR]',
  '',
  'Webhooks at half of the highest rate of one instance, to 1, 2 and 4 instances on one database behind haproxy. Ends with 1',
  `where a webhook costs 4 instances more than ${MOST} times of what it costs one.`,
  '',
  '  --rounds N   how often each is measured, in changing order; medians are shown (2)',
  '  --seconds N  for how long each is measured (20)',
  '  --profiles DIR  has each instance write a profile of its processor time there',
].join('\n');

const NUMBERS = [1, 2, 4];
const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const text = { type: 'string' } as const;

function readOptions(args: string[]) {
  const { values } = parseArguments(args, { rounds: text, seconds: text, profiles: text });
  return {
    rounds: whole('rounds', values.rounds ?? '2', 1, 20),
    seconds: whole('seconds', values.seconds ?? '20', 5, 600),
    profiles: values.profiles,
  };
}

async function bench({ rounds, seconds, profiles }: ReturnType<typeof readOptions>): Promise<number> {
  const haproxy = await findHaproxy();
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-instances-'));
  const node = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
  const costs: InstancesCost[] = [];
  try {
    for (let n = 0; n < rounds; n += 1)
      for (const count of n % 2 === 0 ? NUMBERS : NUMBERS.toReversed()) {
        print(`Round ${n + 1} of ${rounds}, instances: ${count} …`);
        const cost = await onStage(server, directory, `of-${count}`, (stage) =>
          onDeployment(stage, haproxy, count, node, (deployment) =>
            measureInstances(deployment, stage, seconds, costs[0]?.rate),
          ),
        );
        costs.push(cost);
      }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  print(`\nDatabase: ${server.description}. Medians of ${rounds} rounds of ${seconds} seconds.\n`);
  print(tableOf(costs, NUMBERS).join('\n'));
  const ratio = ratioOf(costs, 4);
  const isKept = ratio <= MOST;
  print(
    `\nbench:instances: ${isKept ? 'PASS' : 'FAIL'} a webhook costs 4 instances ${ratio.toFixed(2)} times of one, at most ${MOST}`,
  );
  return isKept ? 0 : 1;
}

await runWithArguments(USAGE, readOptions, bench);
