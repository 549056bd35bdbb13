import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Prepared } from '../http/telling.js';

/** How a paced load was answered. Times in milliseconds, from when each was to be sent. */
export interface PacedAnswers {
  sent: number;
  /** Not answered with 2xx. */
  failed: number;
  p50: number;
  p99: number;
}

const SOCKETS = 64;
const TIMEOUT_MS = 30_000;

/**
 * Sends so many requests at this rate, evenly, and whether or not the earlier ones are answered: a server that falls behind
 * is not asked less.
 */
export async function sendPaced(
  url: string,
  rate: number,
  count: number,
  next: () => Prepared,
): Promise<PacedAnswers> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS });
  const from = performance.now();
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  let failed = 0;
  for (let n = 0; n < count; n += 1) {
    const dueAt = from + (n * 1_000) / rate;
    const ahead = dueAt - performance.now();
    if (ahead > 0) await wait(ahead);
    asked.push(
      ask(agent, url, next()).then((isAnswered) => {
        times.push(performance.now() - dueAt);
        if (!isAnswered) failed += 1;
      }),
    );
  }
  await Promise.all(asked);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? NaN;
  return { sent: count, failed, p50: at(0.5), p99: at(0.99) };
}

const ask = (
  agent: http.Agent,
  url: string,
  { method, path, headers, body = '' }: Prepared,
): Promise<boolean> =>
  new Promise((resolve) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const options = { agent, method, headers: { ...headers, ...length }, timeout: TIMEOUT_MS };
    const request = http.request(new URL(path, url), options, (response) => {
      const isAnswered = (response.statusCode ?? 0) < 300;
      response.resume().on('end', () => resolve(isAnswered));
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
    request.end(body);
  });
