import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath, type ApiResponseOptions } from '@nestjs/swagger';
import { ErrorDto, ProblemDto } from './dto/problem.dto.js';

export const INTERNAL_ERROR = 'Internal server error: unexpected error occurred';

/** What every operation with a JSON body can answer, for ApiErrors. */
export const JSON_BODY_ERRORS = {
  413: 'Request body too large: at most 102400 bytes are accepted',
  415: 'Unsupported media type: the body must be application/json',
} as const;

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } };

const HEADERS: Record<number, object> = { 429: RETRY_AFTER, 503: RETRY_AFTER };

/** The OpenAPI response of one failure, in both media types. */
export const errorResponse = (status: number, detail: string): ApiResponseOptions => {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem = {
    type: 'about:blank',
    title,
    status,
    detail,
    instance: '/…',
    request_id: '1f0c9f7e-58a8-4b2e-9f43-9f2ad3f0a8ce',
  };
  return {
    status,
    description: title,
    ...(HEADERS[status] && { headers: HEADERS[status] as ApiResponseOptions['headers'] }),
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ErrorDto) }, example: { detail } },
      'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) }, example: problem },
    },
  } as ApiResponseOptions;
};

/** Documents the failures of an operation: an example detail for each status. 500 is always among them. */
export const ApiErrors = (details: Record<number, string>): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ErrorDto, ProblemDto),
    ...Object.entries({ ...details, 500: INTERNAL_ERROR }).map(([status, detail]) =>
      ApiResponse(errorResponse(Number(status), detail)),
    ),
  );
