import { STATUS_CODES } from 'node:http';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { describeError } from '../logging/describe-error.js';
import { privateTexts } from '../logging/private-fields.js';
import { describeFailure, type Failure } from './failure.js';
import { wantsProblem } from './wants-problem.js';

type IdentifiedRequest = Request & { id?: unknown; rawBody?: Buffer };

const problem = ({ status, detail, errors, members }: Failure, request: IdentifiedRequest): object => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  instance: request.path,
  request_id: request.id,
  ...(errors ? { errors } : {}),
  ...members,
});

/** Webhooks have their fields in the raw form. */
const privateTextsOf = ({ body, rawBody }: IdentifiedRequest): string[] =>
  privateTexts(
    rawBody && Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(rawBody.toString())) : body,
  );

/** The one exception filter: every failure leaves as `{"detail": …}`, or as an RFC 9457 problem when asked for. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger(FailureFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<IdentifiedRequest>();
    const response = http.getResponse<Response>();
    const failure = describeFailure(error, request);
    if (failure.status >= 500) this.log(error, failure, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    this.answer(failure, request, response);
  }

  private answer(failure: Failure, request: IdentifiedRequest, response: Response): void {
    response.set(failure.headers).vary('Accept');
    if (request.method === 'OPTIONS' && failure.status === 405) {
      response.status(204).end();
      return;
    }
    const asProblem = wantsProblem(request.headers.accept);
    response.status(failure.status).type(asProblem ? 'application/problem+json' : 'application/json');
    response.send(JSON.stringify(asProblem ? problem(failure, request) : { detail: failure.detail }));
  }

  /** An outage that a domain error describes is a warning; what nobody expected is an error with its cause. */
  private log(error: unknown, { status, detail }: Failure, request: IdentifiedRequest): void {
    const { id, method, path } = request;
    const line = { request_id: id, msg: `${method} ${path} failed with ${status}: ${detail}` };
    const { message, cause, ...err } = describeError(error, privateTextsOf(request));
    if (status === 500) this.logger.error({ ...line, err: { ...err, message, cause } });
    else this.logger.warn({ ...line, cause: cause?.message });
  }
}
