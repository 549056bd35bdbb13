import type { ServerResponse } from 'node:http';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';

const PROBES = new Set(['/health', '/health/live', '/health/ready']);

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

/** Middleware: one line for each request, without headers and bodies, and a log of its own with its id for its handling. */
export const httpLog = (logger: Logger): HttpLogger<Request, ServerResponse> =>
  pinoHttp<Request, ServerResponse>({
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
