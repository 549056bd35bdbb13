import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as after } from 'node:timers/promises';
import { Router, type Request, type Response } from 'express';
import type { CallRecording } from '../recordings/recording.js';
import type { SoundShelf } from '../recordings/sound-shelf.js';
import { partOf, SAMPLE_RATE, wavChunks, wavOf, wavSize } from '../recordings/tone.js';
import { Voice } from '../recordings/voice.js';
import { byteRange } from './byte-range.js';
import { notFound, RestError } from './rest-error.js';
import type { RestContext } from './rest-context.js';

/** A file of sound: its bytes are made when they are wanted. */
interface Wav {
  size: number;
  chunks: () => Promise<Iterable<Buffer>>;
}

/** What the callee really said, where a person was the callee; else what the voice makes of it. */
function wavOfRecording(recording: CallRecording, sounds: SoundShelf, voice: Voice): Wav {
  const sound = sounds.of(recording.sid);
  if (sound) {
    const file = wavOf(sound);
    return { size: file.length, chunks: async () => [file] };
  }
  const { durationSeconds, wishes, heard } = recording;
  const seconds = durationSeconds ?? 0;
  return {
    size: wavSize(seconds, wishes.channels),
    chunks: async () => wavChunks(seconds, wishes.channels, await voice.speak(heard)),
  };
}

async function sendWav(request: Request, response: Response, { size, chunks }: Wav): Promise<void> {
  const range = byteRange(request.headers.range, size);
  response.set('Accept-Ranges', 'bytes');
  if (range === 'none') {
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${first}-${last}/${size}`);
  response.set('Content-Type', 'audio/x-wav').set('Content-Length', String(last + 1 - first));
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(Readable.from(partOf(await chunks(), first, last)), response).catch(() =>
    response.destroy(),
  );
}

/** The sound of recordings: `.wav`, or no extension. There is no encoder here, so `.mp3` is refused plainly. */
export function mediaRoutes({ store, faults, sounds }: RestContext): Router {
  const router = Router();
  const voice = new Voice(SAMPLE_RATE);
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
    await sendWav(request, response, wavOfRecording(found.recording, sounds, voice));
  });
  return router;
}
