import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { isWebhook } from './media-type.js';

const LONGEST_URL = 8_000;
const MOST_PARAMETERS = 100;
const MOST_HEADERS = 100;

export const URL_TOO_LONG = `URI too long: at most ${LONGEST_URL} characters are accepted`;
export const TOO_MANY_HEADERS = `Request headers too large: at most ${MOST_HEADERS} are accepted`;
const TOO_MANY_PARAMETERS = `Invalid query: must have at most ${MOST_PARAMETERS} parameters`;

const countOf = (text: string, mark: string): number => text.split(mark, MOST_PARAMETERS + 2).length;

const faultOf = (url: string): HttpException | undefined => {
  if (url.length > LONGEST_URL) return new HttpException(URL_TOO_LONG, HttpStatus.URI_TOO_LONG);
  if (countOf(url, '&') > MOST_PARAMETERS) return new BadRequestException(TOO_MANY_PARAMETERS);
  return undefined;
};

/** Middleware: refuses what no client of Atlas sends, before any of it is parsed. Webhooks have bounds of their own. */
export const refuseLargeHead: RequestHandler = (request, _response, next) => {
  if (request.rawHeaders.length / 2 > MOST_HEADERS) next(new HttpException(TOO_MANY_HEADERS, 431));
  else next(isWebhook(request) ? undefined : faultOf(request.originalUrl));
};
