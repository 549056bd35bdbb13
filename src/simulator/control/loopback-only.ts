import type { RequestHandler } from 'express';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

const isLoopback = (host: string): boolean =>
  LOOPBACK_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase());

/** Where a page comes from, as its browser says; a page without an address (`null`) comes from elsewhere. */
const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && isLoopback(new URL(origin).hostname);

/**
 * Refuses requests that name another host than this machine, so that no web page gets in by a DNS trick, and requests
 * that a page of another site makes.
 */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  const { host = '', origin } = request.headers;
  if (isLoopback(host) && (origin === undefined || isLoopbackOrigin(origin))) return next();
  response.status(403).json({ detail: 'The simulator answers to loopback names only' });
};
