import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

const HOST = '127.0.0.1';

/** The public address of an instance, as a tunnel or a balancer in front of it: it can fail while the instance runs. */
export class Relay {
  private readonly server: Server;
  private readonly clients = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly port: number) {
    this.server = createServer((client) => this.accept(client));
  }

  /** One that leads to this port of this machine. */
  static async open(port: number): Promise<Relay> {
    const relay = new Relay(port);
    await new Promise<void>((resolve) => relay.server.listen(0, HOST, resolve));
    return relay;
  }

  get url(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on each connection is reset. */
  cut(): void {
    this.isCut = true;
    for (const client of this.clients) client.resetAndDestroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.isCut) {
      client.resetAndDestroy();
      return;
    }
    this.clients.add(client);
    client.on('close', () => this.clients.delete(client));
    const instance = connect(this.port, HOST);
    // Whatever ends one side, or fails there, ends the other.
    pipeline(client, instance, () => undefined);
    pipeline(instance, client, () => undefined);
  }
}
