import { Router, type Request } from 'express';
import type { Call } from '../calls/call.js';
import type { CallRecording, Transcription } from '../recordings/recording.js';
import { rfc2822 } from '../wire-format.js';
import { pageOf } from './page-of.js';
import { notFound } from './rest-error.js';
import type { RestContext } from './rest-context.js';

interface Owned {
  call: Call;
  recording: CallRecording;
  transcription: Transcription;
}

const ofCall = (call: Call): Owned[] =>
  call.recordings.flatMap((recording) =>
    recording.transcription ? [{ call, recording, transcription: recording.transcription }] : [],
  );

/** The Transcription resource as Twilio writes it. */
function transcriptionResource({ call, recording, transcription }: Owned): Record<string, unknown> {
  return {
    account_sid: call.accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(transcription.dateCreated),
    date_updated: rfc2822(transcription.dateUpdated),
    duration: recording.durationSeconds === null ? null : String(recording.durationSeconds),
    price: transcription.status === 'completed' ? '-0.05000' : null,
    price_unit: 'USD',
    recording_sid: recording.sid,
    sid: transcription.sid,
    status: transcription.status,
    transcription_text: transcription.text,
    type: 'fast',
    uri: `/2010-04-01/Accounts/${call.accountSid}/Transcriptions/${transcription.sid}.json`,
  };
}

const LIST = { sidOf: ({ transcription }: Owned) => transcription.sid, resource: transcriptionResource };

/** Transcriptions of the account and of one recording: list, fetch and delete. */
export function transcriptionRoutes({ store }: RestContext): Router {
  const router = Router();
  const all = (): Owned[] => store.listed().flatMap(ofCall);
  const getOne = (request: Request<{ sid: string; recordingSid?: string }>): Owned => {
    const { sid, recordingSid } = request.params;
    const found = all().find(({ transcription }) => transcription.sid === sid);
    if (!found || (recordingSid !== undefined && found.recording.sid !== recordingSid))
      throw notFound(request.originalUrl);
    return found;
  };

  router.get('/Transcriptions.json', (request, response) => {
    response.json(pageOf(request, 'transcriptions', all(), LIST));
  });
  router.get('/Recordings/:recordingSid/Transcriptions.json', (request, response) => {
    const found = store.findRecording(request.params.recordingSid);
    if (!found) throw notFound(request.originalUrl);
    const owned = ofCall(found.call).filter(({ recording }) => recording === found.recording);
    response.json(pageOf(request, 'transcriptions', owned, LIST));
  });
  for (const path of [
    '/Transcriptions/:sid.json',
    '/Recordings/:recordingSid/Transcriptions/:sid.json',
  ] as const) {
    router.get(path, (request: Request<{ sid: string; recordingSid?: string }>, response) => {
      response.json(transcriptionResource(getOne(request)));
    });
    router.delete(path, (request: Request<{ sid: string; recordingSid?: string }>, response) => {
      const { call, recording } = getOne(request);
      recording.transcription = null;
      call.changed();
      response.status(204).end();
    });
  }
  return router;
}
