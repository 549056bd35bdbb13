import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { startLogger } from './common/logging/start-logger.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';
import { migrateByHand } from './database/migrations/migrate-by-hand.js';

/** `npm run migrate`; with `--status` it changes nothing. */
const migrate = async (): Promise<void> => {
  const { values } = parseArgs({ options: { status: { type: 'boolean', default: false } } });
  const environment = loadEnvironment();
  Logger.overrideLogger(startLogger(environment));
  const lines = await migrateByHand(environment, values.status);
  process.stdout.write(`${lines.join('\n')}\n`);
};

await migrate().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error, 'The database is not migrated').join('\n')}\n`);
  process.exitCode = 1;
});
