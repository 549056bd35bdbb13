import type { RequestHandler } from 'express';
import type { Account } from '../account.js';
import { notAuthenticated } from './rest-error.js';

/** HTTP Basic with the account's SID and token; Twilio answers 401 and 20003 to anything else. */
export const authenticate =
  (account: Account): RequestHandler =>
  (request, _response, next) => {
    const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ');
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const isKnown =
      scheme?.toLowerCase() === 'basic' &&
      colon >= 0 &&
      account.accepts(decoded.slice(0, colon), decoded.slice(colon + 1));
    if (!isKnown) throw notAuthenticated();
    next();
  };
