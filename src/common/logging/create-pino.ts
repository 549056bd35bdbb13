import { types } from 'node:util';
import { pino, stdTimeFunctions, type Logger } from 'pino';
import type { Environment } from '../../config/environment.js';
import { VERSION } from '../version.js';
import { describeError } from './describe-error.js';
import type { LogDestination } from './log-destination.js';

/** The pino that every line goes through. */
export const createPino = (
  { logLevel, environment }: Pick<Environment, 'logLevel' | 'environment'>,
  destination: LogDestination,
): Logger =>
  pino(
    {
      level: logLevel,
      timestamp: stdTimeFunctions.isoTime,
      serializers: {
        // pino-http binds the request to every line; the line about the request has what is needed of it.
        req: () => undefined,
        err: (error: unknown) => (types.isNativeError(error) ? describeError(error) : error),
      },
      formatters: { level: (label) => ({ level: label }) },
      base: environment === 'production' ? { service: 'atlas', version: VERSION } : {},
    },
    destination,
  );
