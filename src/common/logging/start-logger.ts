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

/** What main.ts gives to Nest, from before there is an application. */
class StartLogger extends AppLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (WIRING.has(rest.at(-1))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  /** main.ts says why the start failed, in a line; Nest would print the stack as well. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler' && rest.at(-1) !== 'NestApplication')
      super.error(message, ...rest);
  }
}

export const startLogger = (environment: Environment): AppLogger =>
  new StartLogger(createPino(environment, new LogDestination(environment)));
