import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in this process, on a free port of this machine. */
export interface LocalServer {
  /** Without a path. */
  url: string;
  /** With the requests that are under way. */
  close(): Promise<void>;
}

export const openLocalServer = async (
  hear: RequestListener,
  options: ServerOptions = {},
): Promise<LocalServer> => {
  const server = createServer(options, hear);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};

export const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};
