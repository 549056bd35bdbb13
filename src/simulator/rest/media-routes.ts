import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as after } from 'node:timers/promises';
import { Router, type Response } from 'express';
import type { CallRecording } from '../recordings/recording.js';
import { wavChunks, wavOf, wavSize } from '../recordings/tone.js';
import { notFound, RestError } from './rest-error.js';
import type { RestContext } from './rest-context.js';

async function sendWav(response: Response, recording: CallRecording): Promise<void> {
  const seconds = recording.durationSeconds ?? 0;
  const { channels } = recording.wishes;
  response.set('Content-Type', 'audio/x-wav').set('Content-Length', String(wavSize(seconds, channels)));
  await pipeline(Readable.from(wavChunks(seconds, channels)), response).catch(() => response.destroy());
}

/** The sound of recordings: `.wav`, or no extension. There is no encoder here, so `.mp3` is refused plainly. */
export function mediaRoutes({ store, faults, sounds }: RestContext): Router {
  const router = Router();
  router.get('/Recordings/:name', async (request, response) => {
    const [sid = '', extension = 'wav'] = request.params.name.split('.');
    const found = store.findRecording(sid);
    if (!found || found.recording.status !== 'completed') throw notFound(request.originalUrl);
    if (extension === 'mp3') {
      throw new RestError(404, 20404, 'The simulator makes no MP3: ask for the recording as .wav');
    }
    if (extension !== 'wav') throw notFound(request.originalUrl);
    const { call } = found;
    const index = call.recordings.indexOf(found.recording);
    if (faults.isMediaSlow(`${call.key}|${index}`))
      await after(faults.settings.media_slow_seconds * 1000, undefined, { ref: false });
    const sound = sounds.of(sid);
    if (sound) response.set('Content-Type', 'audio/x-wav').end(wavOf(sound));
    else await sendWav(response, found.recording);
  });
  return router;
}
