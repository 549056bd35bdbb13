import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { Destination } from './destination.js';

/** So much of an answer is read, in bytes. */
const MOST_ANSWER = 1_024;

export interface PostAnswer {
  status: number;
  /** The beginning of the body, as text. */
  answer: string;
  /** Seconds, where it asks to be left alone for so long. */
  retryAfter?: number;
}

const beginningOf = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size >= MOST_ANSWER) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_ANSWER).toString('utf8').replaceAll('\u0000', '');
};

const retryAfterOf = ({ headers }: IncomingMessage): { retryAfter?: number } => {
  const seconds = Number(headers['retry-after']);
  return Number.isInteger(seconds) && seconds > 0 ? { retryAfter: seconds } : {};
};

/**
 * Sends JSON to an address that was found out before, in so many milliseconds at most, the answer included. Redirects
 * are not followed. Throws where there is no answer.
 */
export const post = async (
  { url, address, family }: Destination,
  headers: Record<string, string>,
  body: string,
  withinMs: number,
): Promise<PostAnswer> => {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(withinMs);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        agent: false,
        signal,
        // What was checked is what is connected to.
        lookup: (_host, options, found) =>
          options.all ? found(null, [{ address, family }]) : found(null, address, family),
      },
      resolve,
    );
    request.on('error', reject);
    request.end(body);
  });
  try {
    return {
      status: response.statusCode ?? 0,
      answer: await beginningOf(response),
      ...retryAfterOf(response),
    };
  } finally {
    response.destroy();
  }
};
