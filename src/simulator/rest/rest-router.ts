import express, { Router, type ErrorRequestHandler } from 'express';
import { accountResource } from './account-resource.js';
import { authenticate } from './authenticate.js';
import { callRoutes } from './call-routes.js';
import { failingLists } from './failing-lists.js';
import { historyRoutes } from './history-routes.js';
import { mediaRoutes } from './media-routes.js';
import { numberRoutes } from './number-routes.js';
import { recordingRoutes } from './recording-routes.js';
import { requestRate } from './request-rate.js';
import type { RestContext } from './rest-context.js';
import { badParameter, internalError, notFound, RestError } from './rest-error.js';
import { transcriptionRoutes } from './transcription-routes.js';

const MAX_FORM_BYTES = '256kb';

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const refusal = error instanceof RestError ? error : asRefusal(error);
  response.status(refusal.status).set(refusal.headers).json(refusal.body);
};

/** Express's own refusals (a body that is too long, a malformed path) in Twilio's shape. */
function asRefusal(error: unknown): RestError {
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' && status < 500
    ? badParameter(20001, 'The request could not be read')
    : internalError();
}

/** Twilio's API v2010, as far as the simulator has it. */
export function restRouter(context: RestContext): Router {
  const { account } = context;
  const router = Router();
  router.use(express.text({ type: 'application/x-www-form-urlencoded', limit: MAX_FORM_BYTES }));
  router.use(authenticate(account));
  router.use(requestRate(account));
  router.get('/Accounts/:accountSid.json', (request, response) => {
    if (request.params.accountSid !== account.sid) throw notFound(request.originalUrl);
    response.json(accountResource(account));
  });
  router.use('/Accounts/:accountSid', (request, _response, next) => {
    if (request.params.accountSid !== account.sid) throw notFound(request.originalUrl);
    next();
  });
  router.use('/Accounts/:accountSid', failingLists(context));
  const features = [
    callRoutes,
    historyRoutes,
    recordingRoutes,
    transcriptionRoutes,
    mediaRoutes,
    numberRoutes,
  ];
  router.use('/Accounts/:accountSid', ...features.map((routes) => routes(context)));
  router.use((request) => {
    throw notFound(request.originalUrl);
  });
  router.use(answerError);
  return router;
}
