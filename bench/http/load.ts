import autocannon from 'autocannon';
import type { Prepared } from './lines.js';

/** What a load was answered with. Times in milliseconds. */
export interface Answered {
  /** Requests a second, while the load lasted. */
  rate: number;
  p50: number;
  p99: number;
}

/** So many requests of a load are prepared and not sent: autocannon prepares one too many for each connection. */
export const UNSENT_EACH = 2;

/**
 * Sends requests over so many connections, each once, all but those that stay unsent. Throws an Error where one is not
 * answered with 2xx.
 */
export async function load(url: string, requests: Prepared[], connections: number): Promise<Answered> {
  const amount = requests.length - connections * UNSENT_EACH;
  const each = requests.values();
  const from = performance.now();
  const result = await autocannon({
    url,
    connections,
    amount,
    timeout: 30,
    requests: [{ setupRequest: (request) => ({ ...request, ...each.next().value }) }],
  });
  const answered = result['2xx'];
  if (answered < amount || result.errors > 0)
    throw new Error(
      `Of ${amount} requests ${answered} were answered with 2xx: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  // Its own duration is in whole samples of a second.
  const seconds = (performance.now() - from) / 1_000;
  return { rate: answered / seconds, p50: result.latency.p50, p99: result.latency.p99 };
}
