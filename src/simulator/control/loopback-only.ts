import type { RequestHandler } from 'express';
import { isCrossSite, isMisdirected, OTHER_SITE } from '../../common/http/other-sites.js';
import { OwnHosts } from '../../common/http/own-hosts.js';

const LOOPBACK = new OwnHosts([]);

/**
 * Refuses requests that name another host than this machine, so that no web page gets in by a DNS trick, and changes
 * that a page of another site asks for. What such a page may ask for, it may not read.
 */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  response.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (isMisdirected(request, LOOPBACK))
    response
      .status(421)
      .json({ detail: 'Misdirected request: the simulator answers to loopback names only' });
  else if (isCrossSite(request, LOOPBACK)) response.status(403).json({ detail: OTHER_SITE });
  else next();
};
