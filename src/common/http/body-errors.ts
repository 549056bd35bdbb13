import { isUtf8 } from 'node:buffer';
import {
  BadRequestException,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
  type HttpException,
} from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

const tooLarge = (limit: number | undefined): HttpException =>
  new PayloadTooLargeException(`Request body too large: at most ${limit} bytes are accepted`);

/**
 * What was wrong with the body, in one sentence; null for any other error. Source: body-parser's README, which describes
 * the `type` of its errors; where inflating fails they have zlib's `code` alone.
 */
export const toBodyError = (error: unknown): HttpException | null => {
  const { type, limit, code } = error as { type?: unknown; limit?: number; code?: unknown };
  if (/^(Z_|ERR__ERROR)/.test(String(code)))
    return new BadRequestException('Malformed body: it is not what Content-Encoding says');
  switch (type) {
    case 'entity.parse.failed':
      return new BadRequestException('Malformed JSON: the body could not be parsed');
    case 'entity.too.large':
      return tooLarge(limit);
    case 'charset.unsupported':
      return new UnsupportedMediaTypeException('Unsupported charset: the body must be UTF-8');
    case 'encoding.unsupported':
      return new UnsupportedMediaTypeException('Unsupported Content-Encoding: use gzip, deflate, br or none');
    case 'request.aborted':
    case 'request.size.invalid':
      return new BadRequestException('Incomplete body: it is not as long as Content-Length says');
    default:
      return null;
  }
};

/** Middleware before the body parsers, which answer only once a body that is too large has come to its end. */
export const refuseTooLarge =
  (limit: number) =>
  ({ headers }: Request, _response: Response, next: NextFunction): void =>
    next(Number(headers['content-length']) > limit ? tooLarge(limit) : undefined);

/** JSON is UTF-8 (RFC 8259); a lenient decoder would store other bytes as replacement characters. */
export const refuseOtherThanUtf8 = (
  { body, rawBody }: Request & { rawBody?: Buffer },
  _response: Response,
  next: NextFunction,
): void => {
  const isText = rawBody === undefined || Buffer.isBuffer(body) || isUtf8(rawBody);
  next(isText ? undefined : new BadRequestException('Malformed JSON: the body is not UTF-8'));
};
