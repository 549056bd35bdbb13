import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint that takes all that it is told, or one that hangs. */
export class Endpoint {
  /** The ids of what it was told, each once. */
  readonly told = new Set<string>();
  /** Requests, also of what it was told before. */
  asked = 0;
  /** When the last one came that it did not know, on the clock of `performance.now()`. */
  lastAt = 0;

  private constructor(
    private readonly server: Server,
    readonly isDead: boolean,
  ) {}

  static async open(isDead: boolean): Promise<Endpoint> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const endpoint = new Endpoint(server, isDead);
    server.on('request', (request, response) => {
      endpoint.asked += 1;
      request.resume();
      if (isDead) return;
      const { size } = endpoint.told;
      endpoint.told.add(String(request.headers['webhook-id']));
      if (endpoint.told.size > size) endpoint.lastAt = performance.now();
      request.on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/told`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
