import type { Request, RequestHandler } from 'express';
import { KNOWN_METHODS } from '../common/http/known-methods.js';
import { isWebhook } from '../common/http/media-type.js';
import { isProbe } from '../common/http/probes.js';
import { routeTemplate } from '../common/http/route-template.js';
import { isOwnTraceparent } from '../common/traceparent.js';
import type { Tracer } from './span.js';
import { within } from './tracing.js';

/** A webhook continues the dialling that it is about: its URL says which. Twilio has no traces of its own. */
const parentOf = (request: Request): string | undefined => {
  const dial = isWebhook(request) ? request.query['trace'] : undefined;
  if (typeof dial === 'string' && isOwnTraceparent(dial)) return dial;
  const given = request.headers['traceparent'];
  return typeof given === 'string' ? given : undefined;
};

/** A span for each request but probes, which what handles it is part of, named by its route once that is known. */
export const traceRequests =
  (tracer: Tracer): RequestHandler =>
  (request: Request & { traceId?: string }, response, next) => {
    if (isProbe(request)) return next();
    const method = KNOWN_METHODS.has(request.method) ? request.method : '_OTHER';
    const span = tracer.begin(method, 'server', parentOf(request), { 'http.request.method': method });
    request.traceId = span.traceId;
    response.once('close', () => {
      const route = routeTemplate(request);
      const { statusCode, writableFinished } = response;
      span.end({
        ...(route !== null && { name: `${method} ${route}` }),
        facts: {
          ...(route !== null && { 'http.route': route }),
          'http.response.status_code': statusCode,
          ...(!writableFinished && { 'atlas.client_left': true }),
        },
        isFailed: statusCode >= 500,
      });
    });
    within(span, next);
  };
