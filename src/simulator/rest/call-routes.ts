import { Router, type Request } from 'express';
import type { Call } from '../calls/call.js';
import { isCallStatus, isFinal } from '../calls/call-status.js';
import { callResource } from './call-resource.js';
import type { Form } from './form.js';
import { createCall } from './create-call.js';
import { dateFilter } from './date-filter.js';
import { pageOf } from './page-of.js';
import { badParameter, notFound, RestError } from './rest-error.js';
import { formOf, type RestContext } from './rest-context.js';

const NOT_IN_PROGRESS = 21220;
const NOT_COMPLETE = 20009;

function modify(context: RestContext, call: Call, form: Form): void {
  const status = form.text('Status')?.toLowerCase();
  const url = form.endpoint('Url', 'Method');
  const twiml = form.text('Twiml');
  const { switchboard } = context;
  let isDone = true;
  if (status === 'completed') isDone = switchboard.complete(call);
  else if (status === 'canceled') isDone = switchboard.cancel(call);
  else if (status !== undefined) throw badParameter(20001, 'Status must be completed or canceled');
  else if (url) isDone = switchboard.divert(call, url);
  else if (twiml !== undefined) isDone = switchboard.divert(call, { twiml });
  if (!isDone) throw badParameter(NOT_IN_PROGRESS, 'Call is not in-progress. Cannot redirect.');
}

/** The calls that a list asks for, newest first. */
function listed({ store }: RestContext, request: Request): Call[] {
  const { To: to, From: from, Status: status } = request.query;
  if (typeof status === 'string' && status !== '' && !isCallStatus(status))
    throw badParameter(20001, 'Status is not known');
  const isStarted = dateFilter(request, 'StartTime');
  const isEnded = dateFilter(request, 'EndTime');
  return store
    .listed()
    .filter((call) => (!to || call.request.to === to) && (!from || call.request.from === from))
    .filter(
      (call) => (!status || call.status === status) && isStarted(call.startTime) && isEnded(call.endTime),
    );
}

function remove(call: Call): void {
  if (!isFinal(call.status))
    throw new RestError(409, NOT_COMPLETE, 'Cannot delete this resource before it is complete');
  call.isDeleted = true;
  call.changed();
}

/** Calls: create, list, fetch, modify and delete. */
export function callRoutes(context: RestContext): Router {
  const { store } = context;
  const router = Router();
  const getCall = (request: Request<{ sid: string }>): Call => {
    const call = store.findListed(request.params.sid);
    if (!call) throw notFound(request.originalUrl);
    return call;
  };

  router.post('/Calls.json', createCall(context));
  router.get('/Calls.json', (request, response) => {
    const list = { sidOf: ({ sid }: Call) => sid, resource: callResource };
    response.json(pageOf(request, 'calls', listed(context, request), list));
  });
  router.get('/Calls/:sid.json', (request, response) => {
    response.json(callResource(getCall(request)));
  });
  router.post('/Calls/:sid.json', (request, response) => {
    const call = getCall(request);
    modify(context, call, formOf(request));
    response.json(callResource(call));
  });
  router.delete('/Calls/:sid.json', (request, response) => {
    remove(getCall(request));
    response.status(204).end();
  });
  return router;
}
