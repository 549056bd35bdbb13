import { DemoError } from './demo-error.js';

const TIMEOUT_MS = 15_000;

/** What a server answered. */
export interface Answer<T> {
  status: number;
  body: T;
}

/**
 * One JSON request, as any client would send it; `key` is an API key.
 * Throws DemoError when the answer is not a success, or there is none within 15 s.
 */
export async function request<T>(
  method: string,
  url: string,
  body?: unknown,
  key?: string,
): Promise<Answer<T>> {
  const response = await send(method, url, body, key);
  const text = await response.text();
  if (!response.ok) throw new DemoError(`${method} ${url} was answered ${response.status}: ${text}`);
  return { status: response.status, body: JSON.parse(text) as T };
}

async function send(method: string, url: string, body: unknown, key?: string): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(key && { Authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new DemoError(`${method} ${url} was not answered: ${String(error)}`);
  }
}
