import autocannon from 'autocannon';
import type { Prepared } from './telling.js';

/** What a load was answered with. Times in milliseconds. */
export interface Answered {
  /** Requests a second, while the load lasted. */
  rate: number;
  p50: number;
  p99: number;
  /** Requests that were not answered with 2xx. */
  failed: number;
}

/** A peer may lose a race now and then; what answers no more is not measured. */
const MOST_FAILED = 0.01;

/** So many requests of a load are prepared and not sent: autocannon prepares one too many for each connection. */
export const UNSENT_EACH = 2;

/**
 * Sends requests over so many connections, each once, all but those that stay unsent. Throws an Error where more than one
 * in a hundred is not answered with 2xx.
 */
export async function load(url: string, requests: Prepared[], connections: number): Promise<Answered> {
  const amount = requests.length - connections * UNSENT_EACH;
  const each = requests.values();
  const from = performance.now();
  let until = from;
  const result = await autocannon({
    url,
    connections,
    amount,
    timeout: 30,
    requests: [
      {
        setupRequest: (request) => ({ ...request, ...each.next().value }),
        // Its own duration is in whole seconds.
        onResponse: () => void (until = performance.now()),
      },
    ],
  });
  const answered = result['2xx'];
  const failed = amount - answered;
  if (failed > amount * MOST_FAILED)
    throw new Error(
      `Of ${amount} requests such as ${requests[0]?.method} ${requests[0]?.path} ${answered} were answered with 2xx: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  const seconds = (until - from) / 1_000;
  return { rate: answered / seconds, p50: result.latency.p50, p99: result.latency.p99, failed };
}
