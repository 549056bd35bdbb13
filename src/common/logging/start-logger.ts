import type { Environment } from '../../config/environment.js';
import { AppLogger } from './app-logger.js';
import { createPino } from './create-pino.js';
import { LogDestination } from './log-destination.js';

/** Nest's own account of its wiring: dozens of lines that only a developer of Atlas reads. */
const WIRING = new Set<unknown>([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Who tells of a failed start, with its stack; main.ts says why in a line. */
const START_FAILURES = new Set<unknown>(['ExceptionHandler', 'NestApplication', 'MongooseModule']);

/** What main.ts gives to Nest, from before there is an application. */
class StartLogger extends AppLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (WIRING.has(rest.at(-1))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (!START_FAILURES.has(rest.at(-1))) super.error(message, ...rest);
  }
}

/** The log of a program from its first line on, at the level of the settings unless it has another. */
export const startLogger = (environment: Environment, logLevel = environment.logLevel): AppLogger => {
  const pino = createPino(
    { environment: environment.environment, logLevel },
    new LogDestination(environment),
  );
  return new StartLogger(pino);
};
