import http from 'node:http';
import https from 'node:https';
import type { HttpMethod } from '../calls/call-request.js';
import type { FailureKind } from './connection-overrides.js';

export interface OutgoingRequest {
  method: HttpMethod;
  /** Without a fragment; parameters of a GET are already in it. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  connectTimeoutMs: number;
  readTimeoutMs: number;
}

export interface HttpAnswer {
  answered: true;
  status: number;
  contentType: string;
  location: string | undefined;
  body: string;
  /** The size of the whole body; more than MAX_BODY_BYTES means that `body` was cut. */
  bytes: number;
}

export interface HttpFailure {
  answered: false;
  failure: Extract<FailureKind, 'ct' | 'rt'>;
  message: string;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

/** Answers beyond this size are cut: Twilio's own limit on a TwiML document is 64 kB. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Keeps connections to the customer's server, and not more of them than a small machine bears. */
export class HttpAgents {
  private readonly plain = new http.Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 16 });
  private readonly secure = new https.Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 16 });

  /** Sends one request; never rejects. A kept connection that the server had just closed is tried once anew. */
  async send(request: OutgoingRequest): Promise<HttpOutcome> {
    const first = await this.sendOnce(request);
    return first === 'stale' ? this.sendAgain(request) : first;
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private async sendAgain(request: OutgoingRequest): Promise<HttpOutcome> {
    const second = await this.sendOnce(request);
    return second === 'stale' ? { answered: false, failure: 'ct', message: 'connection reset' } : second;
  }

  private async sendOnce(request: OutgoingRequest): Promise<HttpOutcome | 'stale'> {
    try {
      const url = new URL(request.url);
      const isSecure = url.protocol === 'https:';
      const { method, headers, body } = request;
      const agent = isSecure ? this.secure : this.plain;
      const outgoing = (isSecure ? https : http).request(url, { method, headers, agent });
      const outcome = new Promise<HttpOutcome | 'stale'>((resolve) =>
        follow(outgoing, isSecure, request, resolve),
      );
      outgoing.end(body);
      return await outcome;
    } catch (error) {
      // Node refuses some addresses before it sends anything, such as those of another protocol.
      return { answered: false, failure: 'ct', message: String(error) };
    }
  }
}

/** Follows one request to its answer, its failure or its time limit. */
function follow(
  outgoing: http.ClientRequest,
  isSecure: boolean,
  { connectTimeoutMs, readTimeoutMs }: OutgoingRequest,
  settle: (outcome: HttpOutcome | 'stale') => void,
): void {
  let isConnected = false;
  let timer: NodeJS.Timeout | undefined;
  const finish = (outcome: HttpOutcome | 'stale'): void => {
    clearTimeout(timer);
    settle(outcome);
  };
  const giveUp = (failure: HttpFailure['failure'], message: string): void => {
    finish({ answered: false, failure, message });
    outgoing.destroy();
  };
  const awaitAnswer = (): void => {
    isConnected = true;
    clearTimeout(timer);
    timer = setTimeout(() => giveUp('rt', 'no answer in time'), readTimeoutMs);
  };
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return awaitAnswer();
    timer = setTimeout(() => giveUp('ct', 'no connection in time'), connectTimeoutMs);
    socket.once(isSecure ? 'secureConnect' : 'connect', awaitAnswer);
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET';
    if (isStale) finish('stale');
    else giveUp(isConnected ? 'rt' : 'ct', error.code ?? error.message);
  });
  outgoing.on('response', (incoming) => readAnswer(incoming, finish));
}

/** Reads the answer, of its body no more than the limit. */
function readAnswer(incoming: http.IncomingMessage, finish: (outcome: HttpOutcome) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    if (bytes < MAX_BODY_BYTES) chunks.push(chunk);
    bytes += chunk.length;
  });
  incoming.on('error', (error) => finish({ answered: false, failure: 'rt', message: String(error) }));
  incoming.on('end', () => {
    const { statusCode, headers } = incoming;
    const body = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8');
    const contentType = headers['content-type'] ?? '';
    finish({ answered: true, status: statusCode ?? 0, contentType, location: headers.location, body, bytes });
  });
}
