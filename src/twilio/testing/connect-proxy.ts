import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** One CONNECT as the proxy received it, and its socket. */
export interface Tunnel {
  target: string;
  authorization?: string;
  client: Socket;
  /** What the client sent through the tunnel, as it went over the wire. */
  sent: () => string;
}

/** What the proxy does with one CONNECT; `open` joins it to its target. */
export type Tunnelling = (tunnel: Tunnel, open: () => Socket) => void;

/** A proxy on loopback that knows nothing but CONNECT. */
export interface ConnectProxy {
  port: number;
  tunnels: Tunnel[];
  /** Connections from clients that stand now. */
  standing: () => number;
  close(): Promise<void>;
}

const openTunnel = ({ target, client }: Tunnel): Socket => {
  const upstream = net.connect(Number(target.split(':')[1]), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  return upstream;
};

/** Starts a proxy that does as it is told with each CONNECT; otherwise it opens a tunnel. */
export const startConnectProxy = async (
  act: Tunnelling = (_, open) => void open(),
): Promise<ConnectProxy> => {
  const tunnels: Tunnel[] = [];
  const clients = new Set<Socket>();
  const server = http.createServer();
  server.on('connection', (socket: Socket) => {
    clients.add(socket.on('error', () => undefined));
    socket.on('close', () => clients.delete(socket));
  });
  server.on('connect', ({ url: target = '', headers }, client: Socket) => {
    const chunks: Buffer[] = [];
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server of Node's keeps its half open otherwise.
    client.on('end', () => client.destroy());
    const authorization = headers['proxy-authorization'];
    const tunnel = { target, authorization, client, sent: () => Buffer.concat(chunks).toString('latin1') };
    tunnels.push(tunnel);
    act(tunnel, () => openTunnel(tunnel));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    tunnels,
    standing: () => clients.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
};
