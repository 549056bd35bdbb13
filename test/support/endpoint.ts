import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { openLocalServer, textOf } from '../../prove/local-server.js';

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
  const server = await openLocalServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      if (!isSigned(endpoint.secrets, body, request.headers)) endpoint.refused += 1;
      const { type, data } = JSON.parse(body) as Pick<Received, 'type' | 'data'>;
      endpoint.received.push({ id: String(request.headers['webhook-id']), body, type, data });
      const behaviour = endpoint.behave(n++);
      if (behaviour === 'hang') return;
      await wait(behaviour.afterMs ?? 0);
      response.writeHead(behaviour.status, behaviour.headers ?? {}).end('an answer');
    })();
  });
  const endpoint: Endpoint = {
    url: `${server.url}/hook`,
    received: [],
    refused: 0,
    secrets: [],
    behave: () => ({ status: 200 }),
    close: () => server.close(),
  };
  return endpoint;
};
