import { type LocalServer, openLocalServer } from '../../prove/local-server.js';

/** An endpoint that takes all that it is told, or one that hangs. */
export class Endpoint {
  /** The ids of what it was told, each once. */
  readonly told = new Set<string>();
  /** Requests, also of what it was told before. */
  asked = 0;
  /** When the last one came that it did not know, on the clock of `performance.now()`. */
  lastAt = 0;

  private server?: LocalServer;

  private constructor(readonly isDead: boolean) {}

  static async open(isDead: boolean): Promise<Endpoint> {
    const endpoint = new Endpoint(isDead);
    const kept = { keepAliveTimeout: 60_000 };
    endpoint.server = await openLocalServer((request, response) => {
      endpoint.asked += 1;
      request.resume();
      if (isDead) return;
      const { size } = endpoint.told;
      endpoint.told.add(String(request.headers['webhook-id']));
      if (endpoint.told.size > size) endpoint.lastAt = performance.now();
      request.on('end', () => response.writeHead(204).end());
    }, kept);
    return endpoint;
  }

  get url(): string {
    return `${this.server?.url}/told`;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }
}
