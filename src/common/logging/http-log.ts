import type { ServerResponse } from 'node:http';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import { clientAddress } from '../http/client-address.js';
import { isProbe } from '../http/probes.js';
import { shorten } from './shorten.js';

/** What is longer says no more to a reader, and costs as much as it is long. */
const LONGEST_URL = 2_048;
/** Who reads the log must not be let in by what it tells. */
const SIGNATURE = /([?&]signature=)[^&]*/gi;

/** Who asks and its trace, where they are known by the end of the request. */
type KnownRequest = Request & { principal?: { id: string }; traceId?: string };

const summary = (
  request: KnownRequest,
  response: ServerResponse,
  value: { duration_ms?: number },
): object => ({
  method: request.method,
  url: shorten(request.originalUrl.replace(SIGNATURE, '$1[redacted]'), LONGEST_URL),
  status: response.statusCode,
  duration_ms: value.duration_ms,
  client: clientAddress(request),
  caller: request.principal?.id,
  trace_id: request.traceId,
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
    autoLogging: { ignore: isProbe },
    customLogLevel: (_request, response) => levelOf(response),
    customSuccessMessage: () => 'request answered',
    customErrorMessage: () => 'request failed',
    customSuccessObject: summary,
    customErrorObject: (request, response, _error, value) => summary(request, response, value),
  });
