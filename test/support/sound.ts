import type { ServerResponse } from 'node:http';
import { sendJson } from '../../src/twilio/testing/misbehaving-server.js';

/** The sound of a recording, as a stub of Twilio sends it. */
export const SOUND = 'abcdefghij';
export const sound = (response: ServerResponse, content = SOUND): void =>
  void response
    .writeHead(200, {
      'content-type': response.req.url?.endsWith('.wav') ? 'audio/wav' : 'audio/mpeg',
      'content-length': content.length,
      'accept-ranges': 'bytes',
    })
    .end(response.req.method === 'HEAD' ? undefined : content);

/** The same, where recordings may be deleted, and nothing is written down of them. */
export const deletableSound = (response: ServerResponse, content = SOUND): void => {
  const { method, url } = response.req;
  if (method === 'DELETE') response.writeHead(204).end();
  else if (url?.includes('/Transcriptions')) sendJson(response, 200, { transcriptions: [] });
  else sound(response, content);
};
