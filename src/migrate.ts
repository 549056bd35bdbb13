import { Logger } from '@nestjs/common';
import { startLogger } from './common/logging/start-logger.js';
import { parseArguments, runWithArguments } from './common/process/program-arguments.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';
import { migrateByHand } from './database/migrations/migrate-by-hand.js';

const USAGE = [
  'Usage: npm run migrate [-- --status]',
  '',
  'Brings what is stored to its present shape, as every start does, and shows its version.',
  '--status only shows it, and what is still to be done.',
].join('\n');

const migrate = async (onlyStatus: boolean): Promise<number> => {
  try {
    const environment = loadEnvironment();
    Logger.overrideLogger(startLogger(environment));
    const lines = await migrateByHand(environment, onlyStatus);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${startFailure(error, 'The database is not migrated').join('\n')}\n`);
    return 1;
  }
};

await runWithArguments(
  USAGE,
  (args) => parseArguments(args, { status: { type: 'boolean' } }).values.status ?? false,
  migrate,
);
