import { types } from 'node:util';
import { ConfigurationError } from '../../config/configuration-error.js';

const LISTEN_FAILURES: Record<string, (port: string, host: string) => string> = {
  EADDRINUSE: (port) => `port ${port} is already taken: stop what listens there, or set PORT to a free one`,
  EACCES: (port) => `port ${port} may not be used by this user: set PORT to 1024 or above`,
  EADDRNOTAVAIL: (_port, host) =>
    `this machine has no address ${host}: set HOST to one of its own, or to 0.0.0.0`,
  ENOTFOUND: (_port, host) => `the host name ${host} is unknown: set HOST to an address of this machine`,
};

interface ListenError extends Error {
  code?: string;
  syscall?: string;
  port?: number;
  address?: string;
  hostname?: string;
}

/** Why Atlas did not start, in lines for the terminal: what is wrong and the fix, without a stack. */
export const startFailure = (error: unknown, what = 'Atlas cannot start'): string[] => {
  if (error instanceof ConfigurationError)
    return [`${what}. Its configuration has problems:`, ...error.problems];
  if (!types.isNativeError(error)) return [`${what}: ${String(error)}`];
  const { code = '', syscall, port, address, hostname } = error as ListenError;
  const listening = syscall === 'listen' || syscall === 'getaddrinfo';
  const explain = listening ? LISTEN_FAILURES[code] : undefined;
  return [`${what}: ${explain?.(String(port), address ?? hostname ?? '') ?? error.message}`];
};
