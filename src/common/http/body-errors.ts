import {
  BadRequestException,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
  type HttpException,
} from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** What body-parser throws: an error with a `type`, described in its README. */
const translate = (error: unknown): HttpException | null => {
  const { type, limit } = error as { type?: unknown; limit?: number };
  switch (type) {
    case 'entity.parse.failed':
      return new BadRequestException('Malformed JSON: the body could not be parsed');
    case 'entity.too.large':
      return new PayloadTooLargeException(`Request body too large: at most ${limit} bytes are accepted`);
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

/** Error middleware behind the body parsers: says what was wrong with the body in one sentence. */
export const translateBodyErrors = (
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void => next(translate(error) ?? error);
