import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A shared key in place of a certificate, so that no private key is kept here. */
const KEY = { psk: Buffer.from('00112233445566778899aabbccddeeff', 'hex'), identity: 'atlas' };
const SUITE = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;

/** What an agent needs to know to trust the server. */
export const TLS_CLIENT: https.AgentOptions = {
  ...SUITE,
  pskCallback: () => KEY,
  checkServerIdentity: () => undefined,
};

/** An HTTPS server on loopback that counts what it sees. */
export interface TlsServer {
  port: number;
  /** The bodies of the requests that were received whole. */
  bodies: string[];
  handshakes: () => number;
  close(): Promise<void>;
}

/** Answers each request with `ok`, or does as it is told with its socket. */
export const startTlsServer = async (act?: (socket: Socket) => void): Promise<TlsServer> => {
  const bodies: string[] = [];
  let handshakes = 0;
  const server = https.createServer({ ...SUITE, pskCallback: () => KEY.psk }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      if (act) act(request.socket);
      else response.end('ok');
    });
  });
  server.on('secureConnection', () => (handshakes += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bodies,
    handshakes: () => handshakes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
