import { Logger, PinoLogger } from 'nestjs-pino';
import type { Environment } from '../../config/environment.js';
import { LogDestination } from './log-destination.js';
import { logParameters } from './log-parameters.js';

/** Nest's own account of its wiring: dozens of lines that only a developer of Atlas reads. */
const WIRING = new Set<unknown>([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logger before there is an application; shares its pino with LoggingModule. */
class StartLogger extends Logger {
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

export const startLogger = (environment: Environment): Logger => {
  const parameters = logParameters(environment, new LogDestination(environment));
  return new StartLogger(new PinoLogger(parameters), parameters);
};
