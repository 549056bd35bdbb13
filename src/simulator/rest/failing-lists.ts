import type { RequestHandler } from 'express';
import type { CallStore } from '../calls/call-store.js';
import { internalError } from './rest-error.js';
import type { RestContext } from './rest-context.js';

const LIST = /\/(?:Recordings|Transcriptions|Notifications|Events)\.json$/;
const SID = /(?:CA|RE)[0-9a-f]{32}/;

/** What is the same in each run with the same requests, unlike the SID. */
function keyOf(store: CallStore, sid: string): string {
  const found = store.findRecording(sid);
  if (found) return `${found.call.key}|${found.call.recordings.indexOf(found.recording)}`;
  return store.find(sid)?.key ?? sid;
}

/** Answers 500 to the share of the lists that the plan of faults says. */
export const failingLists =
  ({ faults, store }: RestContext): RequestHandler =>
  (request, _response, next) => {
    if (request.method !== 'GET' || !LIST.test(request.path)) return next();
    const list = request.path.replace(SID, (sid) => keyOf(store, sid));
    if (faults.isListFailing(list)) throw internalError();
    next();
  };
