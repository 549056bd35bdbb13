import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';

/** How connections are made and kept; `tunnelMs` is how long the proxy may take for one. */
export type TunnelOptions = https.AgentOptions & { tunnelMs: number };

/** The proxy made no tunnel: nothing can have been sent through it. Tells nothing of its address or credentials. */
export class TunnelError extends Error {
  readonly code = 'EPROXY';
}

type Target = tls.ConnectionOptions & { host: string; port: number };

/** TLS connections through an HTTP proxy. Handed out before their handshake, so that it is waited for as any other. */
export class TunnelAgent extends https.Agent {
  private readonly proxy: https.RequestOptions & { protocol: string };
  private readonly credentials: http.OutgoingHttpHeaders;
  private readonly tunnelMs: number;

  /** @param proxyUrl of http or https, perhaps with credentials */
  constructor(proxyUrl: string, { tunnelMs, ...options }: TunnelOptions) {
    super(options);
    const { protocol, hostname, port, username, password } = new URL(proxyUrl);
    const host = hostname.replace(/^\[|\]$/g, '');
    const auth = username ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
    this.credentials = auth ? { 'Proxy-Authorization': `Basic ${Buffer.from(auth).toString('base64')}` } : {};
    this.proxy = { protocol, host, ...(port && { port }), method: 'CONNECT', agent: false };
    this.tunnelMs = tunnelMs;
  }

  /** What Node asks of an agent: a socket, now or later. */
  createConnection(target: Target, done: (error: Error | null, socket?: tls.TLSSocket) => void): void {
    const path = `${target.host}:${target.port}`;
    const headers = { ...this.credentials, Host: path };
    const signal = AbortSignal.timeout(this.tunnelMs);
    const { request } = this.proxy.protocol === 'https:' ? https : http;
    request({ ...this.proxy, path, headers, signal })
      .on('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) return done(null, tls.connect({ ...target, socket }));
        socket.destroy();
        done(new TunnelError(`the proxy made no connection (HTTP status ${statusCode})`));
      })
      .on('error', ({ name, code = name }: NodeJS.ErrnoException) =>
        done(new TunnelError(`the proxy made no connection (${signal.aborted ? 'ETIMEDOUT' : code})`)),
      )
      .end();
  }
}
