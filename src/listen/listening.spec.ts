import { expect, it } from '@jest/globals';
import type { EventReader, ToldEvent } from './event-reader.js';
import { listen } from './listening.js';
import type { Signer } from './signer.js';

const event: ToldEvent = { id: 'e', type: 'call.ended', body: '{"timestamp":"now","data":{}}' };

it('reads on at once where there may be more', async () => {
  const stopping = new AbortController();
  const parts = [100, 100, 1].map((length) => Array.from({ length }, () => event));
  const lines: string[] = [];
  const next = async (): Promise<ToldEvent[]> => {
    const part = parts.shift()!;
    if (parts.length === 0) stopping.abort();
    return part;
  };
  const from = performance.now();
  await listen({
    ...{ reader: { next } as EventReader, signer: {} as Signer, stopping: stopping.signal },
    print: (line) => void lines.push(line),
  });
  expect(lines).toHaveLength(201);
  expect(performance.now() - from).toBeLessThan(900);
});
