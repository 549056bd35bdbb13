import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const ACCEPTABLE = /^[A-Za-z0-9._-]{1,128}$/;

/** The request's own X-Request-Id when it is acceptable, else a new one. */
export const chooseRequestId = (header: string | string[] | undefined): string =>
  typeof header === 'string' && ACCEPTABLE.test(header) ? header : randomUUID();

/** Middleware: gives the request its id and tells it to the client. */
export const assignRequestId = (
  request: IncomingMessage & { id?: unknown },
  response: ServerResponse,
  next: () => void,
): void => {
  const id = chooseRequestId(request.headers['x-request-id']);
  request.id = id;
  response.setHeader('X-Request-Id', id);
  next();
};
