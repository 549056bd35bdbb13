import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type IdentifiedRequest, principalOf } from '../auth/principal.js';
import { ValidationFailure } from '../common/validation/validation-failure.js';
import { KEY_PATTERN, KEY_RULE, parseIdempotencyKey } from './idempotency-key.js';
import type { IdempotentRequest } from './idempotent-request.js';

const HEADER = 'Idempotency-Key';
const REPLAYED = 'Idempotency-Replayed';

/** The header of a successful answer, for the documentation of its route. */
export const REPLAYED_HEADER = {
  [REPLAYED]: {
    description: '`true` where this is the first answer to the same key and request, given again.',
    schema: { type: 'string' as const, enum: ['true'] },
  },
};

const readKey = (request: Request): string | undefined => {
  const values = request.headersDistinct[HEADER.toLowerCase()];
  if (!values) return undefined;
  const key = parseIdempotencyKey(values);
  if (key === null) throw new ValidationFailure([{ field: HEADER, message: KEY_RULE }]);
  return key;
};

/** @throws ValidationFailure */
const readRequest = (_: unknown, context: ExecutionContext): IdempotentRequest => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request & IdentifiedRequest>();
  const { path } = request.route as { path: string };
  return {
    key: readKey(request),
    caller: principalOf(request).id,
    route: `${request.method} ${path}`,
    markReplayed: () => void http.getResponse<Response>().setHeader(REPLAYED, 'true'),
  };
};

const documentHeader: ParameterDecorator = (target, method) => {
  const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
  if (!descriptor) return;
  ApiHeader({
    name: HEADER,
    required: false,
    description:
      'A name of your own for this request, best a UUID: 1 to 255 visible ASCII characters, bare or in double quotes. ' +
      'A repeated request with the same key is not executed again: it gets the first answer once more, with ' +
      '`Idempotency-Replayed: true`. Kept for 24 hours; 400, 401, 429 and 503 are not kept, nor is a 502 for a reason of ' +
      'the Twilio account: try those again.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: KEY_PATTERN },
  })(target, method, descriptor);
};

/** Injects what IdempotencyService has to know of the request, and documents the header. */
export const IdempotencyKey = createParamDecorator(readRequest, [documentHeader]);
