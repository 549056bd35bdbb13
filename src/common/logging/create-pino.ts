import { types } from 'node:util';
import { pino, stdTimeFunctions, type Logger } from 'pino';
import type { Environment } from '../../config/environment.js';
import { VERSION } from '../version.js';
import { describeError } from './describe-error.js';
import type { LogDestination } from './log-destination.js';
import { idsInHand } from './request-in-hand.js';

/** The pino that every line goes through. */
export const createPino = (
  { logLevel, environment }: Pick<Environment, 'logLevel' | 'environment'>,
  destination: LogDestination,
): Logger =>
  pino(
    {
      level: logLevel,
      timestamp: stdTimeFunctions.isoTime,
      mixin: idsInHand,
      serializers: {
        err: (error: unknown) => (types.isNativeError(error) ? describeError(error) : error),
      },
      formatters: { level: (label) => ({ level: label }) },
      base: environment === 'production' ? { service: 'atlas', version: VERSION } : {},
    },
    destination,
  );
