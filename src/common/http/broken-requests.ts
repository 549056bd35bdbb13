import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

const ANSWERS: Record<string, [status: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request headers too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'Request body too large: chunk extensions'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request timeout: it was not sent in time'],
};
const MALFORMED: [string, string] = ['400 Bad Request', 'Malformed HTTP request'];

/** A second answer would be read as part of the first. */
const isBeingAnswered = (answer: ServerResponse | undefined): boolean =>
  answer !== undefined && answer.headersSent && !(answer.writableFinished && answer.req.complete);

/** What node:http refuses never reaches Nest; here it gets the same body as every other failure. */
export const answerBrokenRequests = (server: Server): void => {
  // Node reads this option from the server, and would answer without a body.
  Object.assign(server, { requireHostHeader: false });
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => answers.set(request.socket, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || isBeingAnswered(answers.get(socket))) {
      socket.destroy();
      return;
    }
    const [status, detail] = ANSWERS[error.code ?? ''] ?? MALFORMED;
    const body = JSON.stringify({ detail });
    const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    socket.end(`${head}Connection: close\r\n\r\n${body}`);
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const body = JSON.stringify({ detail: 'Expectation failed: the one understood is 100-continue' });
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      Connection: 'close',
    };
    response.writeHead(417, headers).end(body);
  });
};

/** Middleware: HTTP/1.1 asks for a Host header (RFC 9112). */
export const refuseWithoutHost = (
  { httpVersion, headers }: Request,
  _response: Response,
  next: NextFunction,
): void =>
  next(
    httpVersion === '1.1' && headers.host === undefined
      ? new BadRequestException('Missing Host header: HTTP/1.1 requires it')
      : undefined,
  );
