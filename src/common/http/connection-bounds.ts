import type { Server } from 'node:http';
import { Logger } from '@nestjs/common';
import { addressGroup } from './client-address.js';

/** Milliseconds. */
const SLOWEST = {
  /** Until the headers have come, from the connection's begin or the request's. */
  headersTimeout: 10_000,
  /** Until the whole request has come. How long its answer takes is not bounded. */
  requestTimeout: 15_000,
  /** Until the next request: longer than any client or proxy keeps a connection, so that none meets a closing one. */
  keepAliveTimeout: 65_000,
  /** How often they are looked at. */
  connectionsCheckingInterval: 1_000,
};
const QUIET_MS = 60_000;

/** Ends connections whose requests do not come to their end. To be called before the server listens. */
export const boundSlowClients = (server: Server, slowest = SLOWEST): void => {
  // Node reads the interval from the server when it begins to listen.
  Object.assign(server, slowest);
};

export interface ConnectionLimits {
  maxConnections: number;
  /** Of one address, or of one IPv6 network of a customer. */
  maxConnectionsPerAddress: number;
  /** A proxy's connections are many clients'. */
  isProxy: (address: string) => boolean;
}

/** Refuses connections above the limits, at once and without an answer, and tells the log so once a minute at most. */
export const boundConnections = (server: Server, limits: ConnectionLimits): void => {
  const logger = new Logger('Connections');
  const open = new Map<string, number>();
  let quietUntil = 0;
  const tell = (limit: string): void => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    logger.warn(`Connections are refused: there are as many as ${limit} allows`);
  };
  server.maxConnections = limits.maxConnections;
  server.on('drop', () => tell('MAX_CONNECTIONS'));
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket;
    if (limits.isProxy(remoteAddress)) return;
    const group = addressGroup(remoteAddress);
    const count = open.get(group) ?? 0;
    if (count >= limits.maxConnectionsPerAddress) {
      tell('MAX_CONNECTIONS_PER_ADDRESS');
      socket.destroy();
      return;
    }
    open.set(group, count + 1);
    socket.once('close', () => {
      const left = (open.get(group) ?? 1) - 1;
      if (left > 0) open.set(group, left);
      else open.delete(group);
    });
  });
};
