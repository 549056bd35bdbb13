import { parseArguments, runWithArguments } from '../common/process/program-arguments.js';
import { startFailure } from '../common/process/start-failure.js';
import { loadEnvironment } from '../config/load-environment.js';
import { helpText } from './help-text.js';
import { simulatorOptions } from './simulator-options.js';
import { startOrJoinSimulator } from './start-simulator.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function run(): Promise<number> {
  const simulator = await startOrJoinSimulator(simulatorOptions(loadEnvironment(), print));
  if (simulator.joined) return 0;
  const stop = (): void => {
    void simulator.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // Nobody reads any more what it prints.
  process.stdout.once('error', stop);
  return 0;
}

function fail(error: unknown): never {
  process.stderr.write(`${startFailure(error).join('\n')}\n`);
  process.exit(1);
}

await runWithArguments(
  helpText(),
  (args) => parseArguments(args, {}),
  () => run().catch(fail),
);
