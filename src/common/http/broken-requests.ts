import type { Server, ServerResponse } from 'node:http';

const ANSWERS: Record<string, [status: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request headers too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'Request body too large: chunk extensions'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request timeout: it was not sent in time'],
};
const MALFORMED: [string, string] = ['400 Bad Request', 'Malformed HTTP request'];

/** What node:http refuses never reaches Nest; here it gets the same body as every other failure. */
export const answerBrokenRequests = (server: Server): void => {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
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
