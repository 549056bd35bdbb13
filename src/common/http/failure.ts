import { HttpException, NotFoundException } from '@nestjs/common';
import type { Request } from 'express';
import { INTERNAL_ERROR } from '../api-errors.js';
import { DomainError, type ErrorKind } from '../domain-error.js';
import { ValidationFailure, type FieldFault } from '../validation/validation-failure.js';
import { allowedMethods } from './allowed-methods.js';

/** What the client is told of a failure. */
export interface Failure {
  status: number;
  detail: string;
  errors?: readonly FieldFault[];
  /** Further members of the problem. */
  members?: Readonly<Record<string, string>>;
  headers: Record<string, string>;
}

const STATUS_OF: Record<ErrorKind, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unsatisfiable: 416,
  unprocessable: 422,
  'too-many-requests': 429,
  'upstream-refused': 502,
  unavailable: 503,
  'upstream-timeout': 504,
};

/** An expected failure, as the client is told of it. */
export const ofDomainError = (error: DomainError): Failure => ({
  status: STATUS_OF[error.kind],
  detail: error.message,
  ...(error instanceof ValidationFailure ? { errors: error.faults } : {}),
  ...(error.members && { members: error.members }),
  headers: {
    ...(error.retryAfterSeconds !== undefined && {
      'Retry-After': String(Math.ceil(error.retryAfterSeconds)),
    }),
    ...(error.challenge !== undefined && { 'WWW-Authenticate': error.challenge }),
  },
});

/** Nest raises NotFoundException where no route took the request; features raise domain errors. */
const ofUnknownRoute = (request: Request): Failure => {
  const { method, path } = request;
  const allowed = allowedMethods(request);
  if (allowed.length === 0) return { status: 404, detail: `Route not found: ${method} ${path}`, headers: {} };
  const detail = `Method ${method} is not allowed on ${path}: use ${allowed.join(', ')}`;
  return { status: 405, detail, headers: { Allow: allowed.join(', ') } };
};

/** A path that is a route's own name, asked with another method, is found under no parameter either. */
const isTakenForParameter = ({ kind }: DomainError, request: Request): boolean => {
  if (kind !== 'not-found' && kind !== 'invalid') return false;
  const allowed = allowedMethods(request);
  return !allowed.includes(request.method) && (kind === 'not-found' || allowed.length > 0);
};

/** Errors of middleware carry a status of their own; only the client's faults are told to the client. */
const clientStatus = (error: unknown): number | null => {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return expose === true && typeof status === 'number' && status >= 400 && status < 500 ? status : null;
};

/** The router's own sentence for a malformed escape names its internals. */
const ofHttpException = (error: HttpException): Failure => {
  const malformedPath = error.message.startsWith('Failed to decode param');
  const detail = malformedPath ? 'Invalid path: must be percent-encoded UTF-8' : error.message;
  return { status: error.getStatus(), detail, headers: {} };
};

/** Everything that is thrown while a request is served, as the client is told of it. */
export const describeFailure = (error: unknown, request: Request): Failure => {
  if (error instanceof DomainError && !isTakenForParameter(error, request)) return ofDomainError(error);
  if (error instanceof NotFoundException || error instanceof DomainError) return ofUnknownRoute(request);
  if (error instanceof HttpException && error.getStatus() !== 500) return ofHttpException(error);
  const status = clientStatus(error);
  if (status !== null) return { status, detail: (error as Error).message, headers: {} };
  return { status: 500, detail: INTERNAL_ERROR, headers: {} };
};
