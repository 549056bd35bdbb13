import { isIP } from 'node:net';
import type { Environment } from '../../config/environment.js';

const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;
/** A proxy may speak another scheme than Atlas, so the default port of either means none. */
const DEFAULT_PORT = /:(?:80|443)$/;

interface Authority {
  /** Lower case, without a dot at the end; IPv6 without brackets. */
  name: string;
  /** Name and port, without a default port. */
  text: string;
}

const parse = (host: string): Authority | null => {
  if (!HOST.test(host) || !URL.canParse(`http://${host}`)) return null;
  const { hostname, port } = new URL(`http://${host}`);
  const name = hostname.replace(/\.$/, '');
  const text = `${name}${port && `:${port}`}`.replace(DEFAULT_PORT, '');
  return { name: name.replace(/^\[|\]$/g, ''), text };
};

const originHost = (origin: string): string | null => {
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return null;
  return new URL(origin).host;
};

/** Names that no other machine can have. */
const isLoopbackName = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost');

/**
 * The hosts that a server is reached at: those given (with a port where it is not a default one), this machine's own
 * names, and addresses. An address is safe, for no stranger can have a name lead to it.
 */
export class OwnHosts {
  private readonly names = new Set<string>();
  private readonly texts = new Set<string>();

  constructor(hosts: readonly string[]) {
    for (const host of hosts) {
      const parsed = parse(host);
      if (!parsed) continue;
      this.names.add(parsed.name);
      this.texts.add(parsed.text);
    }
  }

  /** Whether a Host header names one of them, whatever the port. */
  have(host: string): boolean {
    const name = parse(host)?.name;
    return name !== undefined && (this.names.has(name) || isIP(name) !== 0 || isLoopbackName(name));
  }

  /** Whether a page of this Origin is one of the server's own: of the host that it asks, or of one that was given. */
  served(origin: string, host = ''): boolean {
    const text = parse(originHost(origin) ?? '')?.text;
    return text !== undefined && (text === parse(host)?.text || this.texts.has(text));
  }
}

/** The hosts that Atlas is reached at, as its settings say. */
export const ownHostsOf = ({
  baseUrl,
  allowedHosts = [],
}: Pick<Environment, 'baseUrl' | 'allowedHosts'>): OwnHosts =>
  new OwnHosts([new URL(baseUrl).host, ...allowedHosts]);
