import type { ServerResponse } from 'node:http';
import { types } from 'node:util';
import type { Request } from 'express';
import type { Params } from 'nestjs-pino';
import { pino, stdTimeFunctions, type Logger } from 'pino';
import type { Options } from 'pino-http';
import { VERSION } from '../version.js';
import type { Environment } from '../../config/environment.js';
import { describeError } from './describe-error.js';
import type { LogDestination } from './log-destination.js';

const PROBES = new Set(['/health', '/health/live', '/health/ready']);

const createLogger = ({ logLevel, environment }: Environment, destination: LogDestination): Logger =>
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

const summary = (request: Request, response: ServerResponse, value: { duration_ms?: number }): object => ({
  method: request.method,
  url: request.originalUrl,
  status: response.statusCode,
  duration_ms: value.duration_ms,
});

const levelOf = (response: ServerResponse): 'error' | 'warn' | 'info' => {
  if (response.statusCode >= 500) return 'error';
  return response.statusCode >= 400 ? 'warn' : 'info';
};

/** One line for each request, without headers and bodies; what its handling logs carries the same request id. */
const httpOptions = (logger: Logger): Options<Request, ServerResponse> => ({
  logger,
  wrapSerializers: false,
  quietReqLogger: true,
  quietResLogger: true,
  customAttributeKeys: { reqId: 'request_id', responseTime: 'duration_ms' },
  autoLogging: { ignore: ({ path }) => PROBES.has(path) },
  customLogLevel: (_request, response) => levelOf(response),
  customSuccessMessage: () => 'request answered',
  customErrorMessage: () => 'request failed',
  customSuccessObject: summary,
  customErrorObject: (request, response, _error, value) => summary(request, response, value),
});

/** What nestjs-pino is given; app.setup mounts the same options in front of the body parsers. */
export const logParameters = (environment: Environment, destination: LogDestination): Params => ({
  pinoHttp: httpOptions(createLogger(environment, destination)) as Params['pinoHttp'],
  useExisting: true,
});
