import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';

const storage = new AsyncLocalStorage<Logger>();

/** Middleware: whatever the handling of the request logs, however much later, carries its id. */
export const keepRequestLog = (request: IncomingMessage, _response: unknown, next: () => void): void =>
  storage.run(request.log, next);

/** The log of the request that is being handled; undefined outside of any. */
export const requestLog = (): Logger | undefined => storage.getStore();
