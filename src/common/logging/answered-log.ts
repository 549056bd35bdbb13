import type { ServerResponse } from 'node:http';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { clientAddress } from '../http/client-address.js';
import { isProbe } from '../http/probes.js';
import type { Answered } from '../http/request-watches.js';
import { idsOf } from './request-in-hand.js';
import { shorten } from './shorten.js';

/** What is longer says no more to a reader, and costs as much as it is long. */
const LONGEST_URL = 2_048;
/** Who reads the log must not be let in by what it tells. */
const SIGNATURE = /([?&]signature=)[^&]*/gi;

/** Who asks, where that is known by the end of the request. */
type KnownRequest = Request & { principal?: { id: string } };

const levelOf = ({ statusCode }: ServerResponse): 'error' | 'warn' | 'info' => {
  if (statusCode >= 500) return 'error';
  return statusCode >= 400 ? 'warn' : 'info';
};

const textOf = ({ response, isWhole }: Answered): string => {
  if (response.statusCode >= 500) return 'request failed';
  return isWhole ? 'request answered' : 'request left by its client';
};

/** A watch: one line for each request but probes, without headers and bodies. */
export const logAnswered =
  (logger: Logger) =>
  (answered: Answered): void => {
    const { response, ms } = answered;
    const request: KnownRequest = answered.request;
    if (isProbe(request)) return;
    const line = {
      method: request.method,
      url: shorten(request.originalUrl.replace(SIGNATURE, '$1[redacted]'), LONGEST_URL),
      status: response.statusCode,
      duration_ms: Math.round(ms),
      client: clientAddress(request),
      caller: request.principal?.id,
      ...idsOf(request),
    };
    logger[levelOf(response)](line, textOf(answered));
  };
