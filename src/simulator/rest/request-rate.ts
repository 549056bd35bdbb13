import type { RequestHandler } from 'express';
import type { Account } from '../account.js';
import { tooManyRequests } from './rest-error.js';

/** Answers 429 and 20429 to requests above the account's rate: a bucket of one second's worth, refilled evenly. */
export function requestRate(account: Account, now: () => number = () => performance.now()): RequestHandler {
  let tokens = account.limits.requestsPerSecond;
  let filledAt = now();
  return (_request, _response, next) => {
    const { requestsPerSecond: rate } = account.limits;
    const at = now();
    tokens = Math.min(Math.max(1, rate), tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) throw tooManyRequests();
    tokens -= 1;
    next();
  };
}
