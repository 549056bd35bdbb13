import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';

/** One request as a stand-in for Twilio received it. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server on loopback, on a port of the system's choice. */
export interface LocalServer {
  port: number;
  url: string;
  /** Every request that was received whole. */
  requests: ReceivedRequest[];
  /** How many connections were made. */
  connections: () => number;
  /** Ends every connection as it is. */
  closeConnections: () => void;
  close(): Promise<void>;
}

const listen = async (server: Server, requests: ReceivedRequest[] = []): Promise<LocalServer> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  const closeConnections = (): void => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    closeConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeConnections();
      }),
  };
};

/** What the stand-in does with each request, by its number from 0. */
export type Answering = (response: ServerResponse, n: number) => void;

/** An HTTP server that reads each request whole, then does as it is told. */
export const startHttpServer = (answer: Answering): Promise<LocalServer> => {
  const requests: ReceivedRequest[] = [];
  const onRequest: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(response, requests.length - 1);
    });
  };
  return listen(http.createServer(onRequest), requests);
};

/** A TCP server that does as it is told with each connection. */
export const startTcpServer = (onConnection: (socket: Socket) => void): Promise<LocalServer> =>
  listen(net.createServer(onConnection));

/** Answers JSON. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** A port where nothing listens. */
export const closedPort = async (): Promise<number> => {
  const server = await startTcpServer(() => undefined);
  await server.close();
  return server.port;
};
