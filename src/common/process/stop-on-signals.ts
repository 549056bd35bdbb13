import type { Server } from 'node:http';
import { Logger, type INestApplication } from '@nestjs/common';

/** Time for the requests in flight, then for everything else; an orchestrator's patience is longer. */
const DRAIN_MS = 3_000;
const DEADLINE_MS = 4_500;

/** Whether a signal has come. */
export interface Stop {
  readonly begun: boolean;
}

/** Stops accepting and waits for the requests in flight; what is not done after the limit is cut off. */
export const drain = async (server: Server, limitMs: number): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept-alive connection becomes idle when its request is answered; close() looks only once.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
};

const close = async (app: INestApplication | undefined): Promise<void> => {
  if (!app) return;
  await drain(app.getHttpServer() as Server, DRAIN_MS);
  await app.close();
};

/**
 * SIGTERM and SIGINT: finish what is in flight, close, exit 0; a second signal or the deadline ends it at once.
 * `current` gives the application once there is one: before that, the process has nothing to finish.
 */
export const stopOnSignals = (current: () => INestApplication | undefined): Stop => {
  const logger = new Logger('Shutdown');
  const state = { begun: false };
  const stop = async (signal: string): Promise<void> => {
    if (state.begun) process.exit(1);
    state.begun = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    const app = current();
    if (app) logger.log(`${signal} received: finishing what is in flight`);
    await close(app);
    if (app) logger.log('Stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        logger.error(error);
        process.exit(1);
      });
    });
  }
  return state;
};
