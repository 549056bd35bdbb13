import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';
import type { IdentifiedRequest } from '../auth/principal.js';

/** Whom the limits count a request for: the key or the person; where anybody may come, the address. */
export const countedCallerOf = ({ principal, ip = '' }: Request & IdentifiedRequest): string =>
  principal && principal.kind !== 'anyone' ? principal.id : `address:${normalizeIp(ip)}`;

/** Injects whom the limits count the request for. */
export const CountedCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  countedCallerOf(context.switchToHttp().getRequest<Request & IdentifiedRequest>()),
);
