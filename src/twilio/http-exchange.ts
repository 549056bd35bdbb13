import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { HELD, type SendGate } from './send-gate.js';

/** One request, and the agent whose connections it may use. */
export interface ExchangeRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds to the connection, and from the request's first byte to the answer's last. */
  timeoutMs: number;
  agent: http.Agent | https.Agent;
  /** Chooses the moment at which the request is written to its connection. */
  gate?: SendGate;
}

/** A whole answer, whatever its status. */
export interface ExchangeAnswer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** No whole answer came. `sent` is false only when not one byte of the request can have left. */
export class ExchangeError extends Error {
  constructor(
    readonly sent: boolean,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ExchangeError';
  }
}

/** More than any answer of Twilio has; a longer one counts as no clear answer. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Sockets whose connection (and TLS handshake) is done: what is written to them may leave at once. */
const connected = new WeakSet<Socket>();

const whenConnected = (socket: Socket, secure: boolean, then: () => void): void => {
  if (connected.has(socket)) return then();
  socket.once(secure ? 'secureConnect' : 'connect', () => {
    connected.add(socket);
    then();
  });
};

/**
 * Sends one HTTP request and reads the whole answer. Redirects are answers, and nothing is repeated.
 * The request is handed to its socket only when the connection stands, so that a failure before is surely unsent.
 * @throws ExchangeError
 */
export const exchange = (ask: ExchangeRequest): Promise<ExchangeAnswer> =>
  new Promise((resolve, reject) => {
    const secure = ask.url.protocol === 'https:';
    const request = (secure ? https : http).request(ask.url, {
      method: ask.method,
      headers: ask.headers,
      agent: ask.agent,
    });
    let sent = false;
    let settled = false;
    const settle = (conclude: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      conclude();
    };
    const fail = (code: string, message: string): void => {
      settle(() => {
        reject(new ExchangeError(sent, code, message));
        request.destroy();
      });
    };
    const isLate = (): void =>
      fail('ETIMEDOUT', `no ${sent ? 'answer' : 'connection'} within ${ask.timeoutMs} ms`);
    let deadline = setTimeout(isLate, ask.timeoutMs);
    const send = (): void => {
      if (settled || sent) return;
      sent = true;
      clearTimeout(deadline);
      deadline = setTimeout(isLate, ask.timeoutMs);
      request.end(ask.body);
    };
    const passGate = async (gate: SendGate, socket: Socket): Promise<void> => {
      // However long it holds the request, nothing of that is the connection's.
      clearTimeout(deadline);
      const isAlive = (): boolean => !settled && socket.writable && !socket.destroyed;
      await gate({ send, isAlive });
      if (!sent) fail(HELD, 'it could not be sent at its moment');
    };

    request.on('socket', (socket) =>
      whenConnected(socket, secure, () => {
        if (settled) return;
        if (!ask.gate) return send();
        passGate(ask.gate, socket).catch((error: unknown) => sent || fail(HELD, String(error)));
      }),
    );
    request.on('response', (response) =>
      readAnswer(response, (answer) => settle(() => resolve(answer)), fail),
    );
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
    request.on('close', () => fail('ECONNRESET', 'the connection closed before an answer'));
  });

const readAnswer = (
  response: IncomingMessage,
  done: (answer: ExchangeAnswer) => void,
  fail: (code: string, message: string) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) fail('E2BIG', 'the answer is too long');
  });
  response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
  response.on('end', () => {
    if (!response.complete) return fail('ECONNRESET', 'the answer was cut short');
    done({
      statusCode: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
};
