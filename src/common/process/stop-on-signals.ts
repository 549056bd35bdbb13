import type { Server } from 'node:http';
import { Logger, type INestApplication } from '@nestjs/common';

/** Time for the requests in flight, then for everything else; an orchestrator's patience is longer. */
const DRAIN_MS = 3_000;
const DEADLINE_MS = 4_500;

/** What a server emits when no more requests are taken: answers without an end are to be ended. */
export const DRAINING = 'draining';

/** Whether a signal has come. */
export interface Stop {
  readonly begun: boolean;
}

/** Stops accepting and waits for the requests in flight; what is not done after the limit is cut off. */
export const drain = async (server: Server, limitMs: number): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.emit(DRAINING);
  // A kept-alive connection becomes idle when its request is answered; close() looks only once.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
};

/**
 * SIGTERM and SIGINT: finish what is in flight, close, exit 0; a second signal or the deadline ends it at once.
 * Until the application of `current` listens there is nothing to finish, and what is half made would fail to close.
 * `onStop` hears of it before the requests in flight are waited for.
 */
export const stopOnSignals = (
  current: () => INestApplication | undefined,
  onStop: (app: INestApplication) => void = () => undefined,
): Stop => {
  const logger = new Logger('Shutdown');
  const state = { begun: false };
  const finish = async (app: INestApplication | undefined, signal: string): Promise<void> => {
    const server = app?.getHttpServer() as Server | undefined;
    if (!app || !server?.listening) return;
    logger.log(`${signal} received: finishing what is in flight`);
    onStop(app);
    await drain(server, DRAIN_MS);
    await app.close();
    logger.log('Stopped');
  };
  const stop = async (signal: string): Promise<void> => {
    if (state.begun) process.exit(1);
    state.begun = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    await finish(current(), signal);
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
