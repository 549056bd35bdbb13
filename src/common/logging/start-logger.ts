import { Logger, PinoLogger } from 'nestjs-pino';
import type { Environment } from '../../config/environment.js';
import { LogDestination } from './log-destination.js';
import { logParameters } from './log-parameters.js';

/** Nest's logger before there is an application; shares its pino with LoggingModule. */
class StartLogger extends Logger {
  /** main.ts says why the start failed, in a line; Nest would print the stack as well. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler') super.error(message, ...rest);
  }
}

export const startLogger = (environment: Environment): Logger => {
  const parameters = logParameters(environment, new LogDestination(environment));
  return new StartLogger(new PinoLogger(parameters), parameters);
};
