import type { ServerResponse } from 'node:http';

/** The sound of a recording, as a stub of Twilio sends it. */
export const SOUND = 'abcdefghij';
export const sound = (response: ServerResponse): void =>
  void response
    .writeHead(200, {
      'content-type': 'audio/mpeg',
      'content-length': SOUND.length,
      'accept-ranges': 'bytes',
    })
    .end(response.req.method === 'HEAD' ? undefined : SOUND);
