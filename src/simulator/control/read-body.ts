import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { DomainError } from '../../common/domain-error.js';
import { RequestValidationPipe } from '../../common/validation/request-validation.pipe.js';
import { ValidationFailure } from '../../common/validation/validation-failure.js';

const MAX_BODY = '64kb';

const pipe = new RequestValidationPipe();

/** Reads JSON bodies; the type is demanded, so that no web page can send one without the browser's leave. */
export const jsonBody: RequestHandler = express.json({ type: 'application/json', limit: MAX_BODY });

/** The body as an instance of its class. Throws ValidationFailure with every fault, as Atlas's own routes do. */
export async function readBody<T extends object>(request: Request, type: new () => T): Promise<T> {
  const body: unknown = request.body ?? {};
  return (await pipe.transform(body, { type: 'body', metatype: type })) as T;
}

/** Something that the control API was asked about and does not have. */
export class NotSimulated extends DomainError {
  readonly code = 'not-simulated';
  readonly kind = 'not-found';
}

/** A command that comes at the wrong moment. */
export class NotNow extends DomainError {
  readonly code = 'not-now';
  readonly kind = 'conflict';
}

const statusOf = (error: unknown): number => {
  if (error instanceof NotSimulated) return 404;
  if (error instanceof NotNow) return 409;
  if (error instanceof DomainError) return 400;
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : 500;
};

/** Failures of the control API, in the shape that Atlas uses. */
export const answerControlError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = statusOf(error);
  const detail = status < 500 && error instanceof Error ? error.message : 'Internal server error';
  response
    .status(status)
    .json({ detail, ...(error instanceof ValidationFailure && { errors: error.faults }) });
};
