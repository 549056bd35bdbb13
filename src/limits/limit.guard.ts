import { type ExecutionContext, Injectable } from '@nestjs/common';
import { type ThrottlerRequest, ThrottlerGuard } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { IdentifiedRequest } from '../auth/principal.js';
import { countedCallerOf } from './counted-caller.decorator.js';
import { RequestLimitError } from './limits.errors.js';
import { windowKey } from './window-key.js';

/** Adds an item to a header that is a list (RFC 9651). */
const addItem = (response: Response, name: string, item: string): void => {
  const before = response.get(name);
  response.set(name, before === undefined ? item : `${before}, ${item}`);
};

/**
 * Lets a caller's request through while it has asked less often than it may, and tells how often that is. Public
 * routes have no limit: who asks there is not known, and probes have to be answered.
 */
@Injectable()
export class LimitGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.switchToHttp().getRequest<IdentifiedRequest>().principal === undefined;
  }

  /** The key or the person; where anybody may come, the address. */
  protected override async getTracker(request: Request & IdentifiedRequest): Promise<string> {
    return countedCallerOf(request);
  }

  /** The same for all routes. */
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return windowKey(name, tracker);
  }

  /** Throws RequestLimitError, DatabaseUnavailableError. Source of the headers: draft-ietf-httpapi-ratelimit-headers. */
  protected override async handleRequest(wanted: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, blockDuration, throttler, getTracker, generateKey } = wanted;
    const { name = 'default' } = throttler;
    const http = context.switchToHttp();
    const tracker = await getTracker(http.getRequest<Request>(), context);
    const key = generateKey(context, tracker, name);
    const { totalHits, timeToExpire, isBlocked } = await this.storageService.increment(
      key,
      ttl,
      limit,
      blockDuration,
      name,
    );
    const response = http.getResponse<Response>();
    addItem(response, 'RateLimit-Policy', `"${name}";q=${limit};w=${ttl / 1_000}`);
    addItem(response, 'RateLimit', `"${name}";r=${Math.max(0, limit - totalHits)};t=${timeToExpire}`);
    if (isBlocked)
      throw new RequestLimitError(limit, timeToExpire, name === 'placing' ? 'calls' : 'requests');
    return true;
  }
}
