import { startFailure } from '../common/process/start-failure.js';
import { loadEnvironment } from '../config/load-environment.js';
import { helpText } from './help-text.js';
import { startOrJoinSimulator } from './start-simulator.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const environment = loadEnvironment();
  const simulator = await startOrJoinSimulator({
    port: environment.simulatorPort,
    speed: environment.simulatorSpeed,
    dataDir: environment.dataDir,
    accountSid: environment.twilioAccountSid,
    authToken: environment.twilioAuthToken,
    fromNumber: environment.twilioFromNumber,
    faults: environment.simulatorFaults,
    log: print,
  });
  if (simulator.joined) return;
  const stop = (): void => {
    void simulator.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

if (process.argv.includes('--help')) {
  print(helpText());
} else {
  await run().catch((error: unknown) => {
    process.stderr.write(`${startFailure(error).join('\n')}\n`);
    process.exit(1);
  });
}
