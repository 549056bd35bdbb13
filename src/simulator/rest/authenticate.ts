import type { RequestHandler } from 'express';
import type { Account } from '../account.js';
import { basicCredentials } from '../basic-credentials.js';
import { notAuthenticated } from './rest-error.js';

/**
 * HTTP Basic with the account's SID and token, or with its API key; Twilio answers 401 and 20003 to anything else, and
 * to everything while the account refuses credentials.
 */
export const authenticate =
  (account: Account): RequestHandler =>
  (request, _response, next) => {
    const given = basicCredentials(request.headers.authorization);
    if (account.limits.refusesCredentials || !given || !account.knows(given.user, given.password))
      throw notAuthenticated();
    next();
  };
