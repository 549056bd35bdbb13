import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { type ExchangeAnswer, type ReadAnswer, readWhole } from './read-answer.js';

/** An answer whose body still comes where it is a sound; whatever else it is, is read whole. */
export type MediaAnswer = ExchangeAnswer & { stream?: IncomingMessage };

export const readMedia: ReadAnswer<MediaAnswer> = (response, done, fail) => {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200 && statusCode !== 206) return readWhole(response, done, fail);
  // It may fail before anybody reads it.
  response.on('error', () => undefined);
  done({ statusCode, headers, body: '', stream: response });
};

/** Twilio sent nothing for too long. */
class StalledError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Each chunk, and an error where the next one does not come in time. While nobody reads, no time passes. */
export async function* inTime(source: Readable, ms: number): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const limit = setTimeout(() => source.destroy(new StalledError(`nothing came for ${ms} ms`)), ms);
      const next = await chunks.next().finally(() => clearTimeout(limit));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    source.destroy();
  }
}
