import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { type Destination, hostOf } from './destination.js';

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

/** Free connections are kept for a moment: what an endpoint is told comes in bursts. */
const KEPT = { keepAlive: true, maxFreeSockets: 8, timeout: 5_000 };
const WAYS = {
  'http:': { request: requestHttp, agent: new HttpAgent(KEPT) },
  'https:': { request: requestHttps, agent: new HttpsAgent(KEPT) },
};

/** Throws where there is no answer. */
const ask = (
  { url, address, family }: Destination,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { request: send, agent } = WAYS[url.protocol === 'https:' ? 'https:' : 'http:'];
    const host = hostOf(url);
    const request = send(
      {
        method: 'POST',
        // What was checked is what is connected to; a connection that is used again leads to this address too.
        host: address,
        family,
        port: url.port,
        path: url.pathname + url.search,
        // Certificates are for names; an address is no name that a server could be asked for.
        servername: isIP(host) === 0 ? host : '',
        agent,
        signal,
        headers: {
          ...headers,
          host: url.host,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      resolve,
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      // It was closed while nothing was sent, which is no failure of the endpoint.
      if (request.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted)
        resolve(ask({ url, address, family }, headers, body, signal));
      else reject(error);
    });
    // It would be neither an answer nor a failure.
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('It wants to speak another protocol'));
    });
    request.on('close', () => reject(new Error('The connection was closed')));
    request.end(body);
  });

/**
 * Sends JSON to an address that was found out before, in so many milliseconds at most, the answer included. Redirects
 * are not followed. Throws where there is no answer.
 */
export const post = async (
  destination: Destination,
  headers: Record<string, string>,
  body: string,
  withinMs: number,
): Promise<PostAnswer> => {
  const response = await ask(destination, headers, body, AbortSignal.timeout(withinMs));
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
