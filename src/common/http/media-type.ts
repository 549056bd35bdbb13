import type { IncomingMessage } from 'node:http';

type WithPath = IncomingMessage & { path?: string };

/** Twilio's webhooks: their bodies are kept as raw bytes, for the signature covers them as they came. */
export const isWebhook = (request: IncomingMessage): boolean =>
  /^\/twilio(\/|$)/i.test((request as WithPath).path ?? request.url ?? '');

/** `application/json` or any `+json`, with or without parameters. */
export const isJson = (request: IncomingMessage): boolean =>
  /^\s*application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

/** Whether the request announces a body. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
