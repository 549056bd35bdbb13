import { setTimeout as sleep } from 'node:timers/promises';
import { type EventReader, PART, ReadingFailed, type ToldEvent } from './event-reader.js';
import type { Signer } from './signer.js';

const EACH_MS = 1_000;
const FORWARD_WITHIN_MS = 15_000;

export interface Listening {
  reader: EventReader;
  signer: Signer;
  /** Where events are forwarded to, if anywhere. */
  forward?: string;
  print: (line: string) => void;
  stopping: AbortSignal;
}

const forwardOne = async (to: string, { id, body }: ToldEvent, signer: Signer): Promise<string> => {
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers: signer.headersOf(id, body),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(FORWARD_WITHIN_MS),
    });
    await answer.body?.cancel();
    return `${answer.status}`;
  } catch (error) {
    return `not taken: ${(error as { cause?: { code?: string } }).cause?.code ?? String(error)}`;
  }
};

const lineOf = ({ id, type, body }: ToldEvent): string => {
  const { timestamp, data } = JSON.parse(body) as { timestamp: string; data: { call_id?: string } };
  return [timestamp, type, data.call_id ?? '', id].filter(Boolean).join('  ');
};

/** Shows, and forwards, what happens until it is stopped. Throws ReadingFailed where it cannot be read. */
export const listen = async ({ reader, signer, forward, print, stopping }: Listening): Promise<void> => {
  let isAway = false;
  while (!stopping.aborted) {
    let isMore = false;
    try {
      const events = await reader.next();
      isMore = events.length === PART;
      for (const event of events) {
        const became = forward === undefined ? '' : `  → ${await forwardOne(forward, event, signer)}`;
        print(`${lineOf(event)}${became}`);
      }
      isAway = false;
    } catch (error) {
      if (error instanceof ReadingFailed && error.isFinal) throw error;
      if (!isAway) print(`Atlas does not answer (${(error as Error).message}): it is asked again`);
      isAway = true;
    }
    if (!isMore) await sleep(EACH_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
};
