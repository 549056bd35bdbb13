import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { type ExchangeAnswer, type ReadAnswer, readWhole } from './read-answer.js';
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
  /** Gives up what no answer has come to. */
  signal?: AbortSignal;
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

/** A request that waits for its moment has its connection soon, or goes back to those that wait. */
const CONNECT_MS = 2_500;
/** The other end may close a connection on which nothing is written: it is not kept waiting for longer. */
const KEPT_WAITING_MS = 1_500;

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
export const exchange = (ask: ExchangeRequest): Promise<ExchangeAnswer> => exchangeFor(ask, readWhole);

/** The same, with what `read` takes of the answer. */
export const exchangeFor = <Answer>(ask: ExchangeRequest, read: ReadAnswer<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => new Exchange(ask, read, resolve, reject).begin());

/** One request on its way. */
class Exchange<Answer> {
  private readonly isSecure: boolean;
  private readonly request: http.ClientRequest;
  private deadline?: NodeJS.Timeout;
  private isSent = false;
  private isSettled = false;
  /** Its moment has not come, and its connection is an old one. */
  private isHeld = false;

  constructor(
    private readonly ask: ExchangeRequest,
    private readonly read: ReadAnswer<Answer>,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: ExchangeError) => void,
  ) {
    const { url, method, headers, agent } = ask;
    this.isSecure = url.protocol === 'https:';
    this.request = (this.isSecure ? https : http).request(url, { method, headers, agent });
  }

  begin(): void {
    const { request, ask } = this;
    this.awaitNext('connection');
    request.on('socket', (socket) =>
      whenConnected(socket, this.isSecure, () => {
        if (ask.gate) void this.pass(ask.gate, socket);
        else this.send();
      }),
    );
    const fail = this.fail.bind(this);
    request.on('response', (response) =>
      this.read(response, (answer) => this.settle(() => this.resolve(answer)), fail),
    );
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
    request.on('close', () => fail('ECONNRESET', 'the connection closed before an answer'));
    const giveUp = (): void => fail('ABORT_ERR', 'nobody waits for it any more');
    if (ask.signal?.aborted) giveUp();
    ask.signal?.addEventListener('abort', giveUp, { once: true });
  }

  /** Never fails. However long the gate holds the request, nothing of that is the connection's. */
  private async pass(gate: SendGate, socket: Socket): Promise<void> {
    clearTimeout(this.deadline);
    this.isHeld = this.request.reusedSocket;
    const since = performance.now();
    const isAlive = (): boolean =>
      !this.isSettled && socket.writable && !socket.destroyed && performance.now() - since < KEPT_WAITING_MS;
    try {
      await gate({ send: () => this.send(), isAlive });
      if (!this.isSent) this.fail(HELD, 'it could not be sent at its moment');
    } catch (error) {
      if (!this.isSent) this.fail(HELD, String(error));
    }
  }

  private send(): void {
    if (this.isSettled || this.isSent) return;
    this.isSent = true;
    this.isHeld = false;
    this.awaitNext('answer');
    this.request.end(this.ask.body);
  }

  private awaitNext(what: 'connection' | 'answer'): void {
    const { gate } = this.ask;
    const timeoutMs =
      gate && what === 'connection' ? Math.min(CONNECT_MS, this.ask.timeoutMs) : this.ask.timeoutMs;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.fail('ETIMEDOUT', `no ${what} within ${timeoutMs} ms`), timeoutMs);
  }

  private fail(code: string, message: string): void {
    this.settle(() => {
      // That it ended while it was kept waiting says nothing of whether Twilio can be reached.
      this.reject(new ExchangeError(this.isSent, this.isHeld ? HELD : code, message));
      this.request.destroy();
    });
  }

  private settle(conclude: () => void): void {
    if (this.isSettled) return;
    this.isSettled = true;
    clearTimeout(this.deadline);
    conclude();
  }
}
