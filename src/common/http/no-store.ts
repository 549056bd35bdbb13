import type { RequestHandler } from 'express';

/** The pages of the documentation, their assets and the document: the same for everybody. */
const PUBLIC = /^\/(docs|redoc|openapi\.json)(\/|$)/i;

/** Middleware: what is told of users and calls is kept by no browser and no proxy. */
export const storeNothing: RequestHandler = (request, response, next) => {
  if (!PUBLIC.test(request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
};
