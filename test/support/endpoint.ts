import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

/** What an endpoint does with a delivery: answer with a status, after so many milliseconds, or never. */
export type Behaviour = { status: number; afterMs?: number; headers?: Record<string, string> } | 'hang';

export interface Received {
  id: string;
  body: string;
  type: string;
  data: Record<string, unknown>;
}

/** An endpoint of a customer: verifies what comes by its secrets, and does as it is told. */
export interface Endpoint {
  url: string;
  received: Received[];
  /** How many came whose signature was wrong. */
  refused: number;
  secrets: string[];
  behave: (n: number) => Behaviour;
  close(): Promise<void>;
}

const isSigned = (secrets: string[], body: string, headers: IncomingHttpHeaders): boolean =>
  secrets.every((secret) => {
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  });

export const startEndpoint = async (): Promise<Endpoint> => {
  let n = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const body = Buffer.concat(parts).toString('utf8');
      if (!isSigned(endpoint.secrets, body, request.headers)) endpoint.refused += 1;
      const { type, data } = JSON.parse(body) as Pick<Received, 'type' | 'data'>;
      endpoint.received.push({ id: String(request.headers['webhook-id']), body, type, data });
      const behaviour = endpoint.behave(n++);
      if (behaviour === 'hang') return;
      await wait(behaviour.afterMs ?? 0);
      response.writeHead(behaviour.status, behaviour.headers ?? {}).end('an answer');
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const endpoint: Endpoint = {
    url: `http://127.0.0.1:${port}/hook`,
    received: [],
    refused: 0,
    secrets: [],
    behave: () => ({ status: 200 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return endpoint;
};
