import type { RequestHandler } from 'express';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Refuses requests under any other name than this machine's own, so that no web page can reach it by a DNS trick. */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (LOOPBACK_NAMES.includes(name)) return next();
  response.status(403).json({ detail: 'The simulator answers to loopback names only' });
};
