import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';

/** By which what a request is part of is found again. */
type KnownRequest = IncomingMessage & { id?: unknown; traceId?: string };

const storage = new AsyncLocalStorage<KnownRequest>();

/** Middleware: whatever the handling of the request logs, however much later, carries its ids. */
export const keepRequest = (request: KnownRequest, _response: unknown, next: () => void): void =>
  storage.run(request, next);

export const idsOf = ({ id, traceId }: KnownRequest): object => ({
  request_id: id,
  ...(traceId !== undefined && { trace_id: traceId }),
});

/** The ids of the request that is being handled; none outside of any. */
export const idsInHand = (): object => {
  const request = storage.getStore();
  return request ? idsOf(request) : {};
};
