import { Router, type Request } from 'express';
import type { Call } from '../calls/call.js';
import type { CallRecording } from '../recordings/recording.js';
import { dateFilter } from './date-filter.js';
import { pageOf } from './page-of.js';
import { callRecordingResource, recordingResource } from './recording-resource.js';
import { notFound } from './rest-error.js';
import type { RestContext } from './rest-context.js';

interface Owned {
  call: Call;
  recording: CallRecording;
}

const ofCall = (call: Call): Owned[] =>
  call.recordings.filter(({ status }) => status !== 'absent').map((recording) => ({ call, recording }));

const sidOf = ({ recording }: Owned): string => recording.sid;

/** Recordings of the account and of one call: list, fetch and delete. */
export function recordingRoutes({ store, recordingUrl, sounds }: RestContext): Router {
  const router = Router();
  const resource = ({ call, recording }: Owned): unknown =>
    recordingResource(call, recording, recordingUrl(recording.sid));
  const getRecording = (request: Request<{ sid: string; callSid?: string }>): Owned => {
    const found = store.findRecording(request.params.sid);
    const { callSid } = request.params;
    if (!found || (callSid !== undefined && callSid !== found.call.sid)) throw notFound(request.originalUrl);
    return found;
  };

  router.get('/Recordings.json', (request, response) => {
    const { CallSid: callSid } = request.query;
    const isMade = dateFilter(request, 'DateCreated');
    const calls = store.listed().filter((call) => !callSid || call.sid === callSid);
    const owned = calls.flatMap(ofCall).filter(({ recording }) => isMade(recording.startTime));
    response.json(pageOf(request, 'recordings', owned, { sidOf, resource }));
  });
  router.get('/Recordings/:sid.json', (request, response) => {
    response.json(resource(getRecording(request)));
  });
  router.get('/Calls/:callSid/Recordings.json', (request, response) => {
    const call = store.findListed(request.params.callSid);
    if (!call) throw notFound(request.originalUrl);
    const list = { sidOf, resource: (owned: Owned) => callRecordingResource(owned.call, owned.recording) };
    response.json(pageOf(request, 'recordings', ofCall(call), list));
  });
  router.get('/Calls/:callSid/Recordings/:sid.json', (request, response) => {
    const { call, recording } = getRecording(request);
    response.json(callRecordingResource(call, recording));
  });
  for (const path of ['/Recordings/:sid.json', '/Calls/:callSid/Recordings/:sid.json'] as const) {
    router.delete(path, (request: Request<{ sid: string; callSid?: string }>, response) => {
      const { sid } = getRecording(request).recording;
      store.removeRecording(sid);
      sounds.remove(sid);
      response.status(204).end();
    });
  }
  return router;
}
