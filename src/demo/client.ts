import { DemoError } from './demo-error.js';

const TIMEOUT_MS = 15_000;

/** What a server answered. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** One JSON request to the simulator. Throws DemoError when the answer is not a success, or there is none within 15 s. */
export async function request<T>(method: string, url: string, body?: unknown): Promise<Answer<T>> {
  const response = await send(method, url, body);
  const text = await response.text();
  if (!response.ok) throw new DemoError(`${method} ${url} was answered ${response.status}: ${text}`);
  return { status: response.status, body: JSON.parse(text) as T };
}

async function send(method: string, url: string, body: unknown): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  } catch (error) {
    throw new DemoError(`${method} ${url} was not answered: ${String(error)}`);
  }
}
