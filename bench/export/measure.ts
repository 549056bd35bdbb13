import type { RunningPeer } from '../http/peers.js';
import { peakOf, residentOf } from '../servers/process-use.js';

/** What an export gave, and what it cost. */
export interface Exported {
  rows: number;
  bytes: number;
  seconds: number;
  firstByteMs: number;
  /** Bytes of memory that Atlas held before it, and at most since it was started. */
  resident: number;
  peak: number;
}

const LINE_END = 0x0a;
const LISTED_WITHIN_MS = 300_000;

const linesIn = (chunk: Uint8Array): number => {
  let lines = 0;
  for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
};

/** A server that was just given so much may take longer for its first answer than Atlas waits. */
async function untilListed(url: string, key: string): Promise<void> {
  const deadline = performance.now() + LISTED_WITHIN_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/calls?page_size=1`, { headers: { 'X-API-Key': key } });
    await answer.arrayBuffer();
    if (answer.ok) return;
  }
  throw new Error('The calls could not be listed');
}

/** Reads all calls, and keeps none. Throws where the connection is cut. */
export async function measureExport(
  { url, pid }: RunningPeer,
  key: string,
  format: 'csv' | 'ndjson',
): Promise<Exported> {
  await untilListed(url, key);
  const resident = await residentOf(pid);
  const begun = performance.now();
  const answer = await fetch(`${url}/calls.${format}`, { headers: { 'X-API-Key': key } });
  if (!answer.ok || !answer.body) throw new Error(`The export was answered with ${answer.status}`);
  let [lines, bytes, firstByteMs] = [0, 0, 0];
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    firstByteMs ||= performance.now() - begun;
    lines += linesIn(chunk);
    bytes += chunk.length;
  }
  const seconds = (performance.now() - begun) / 1_000;
  const rows = format === 'csv' ? lines - 1 : lines;
  return { rows, bytes, seconds, firstByteMs, resident, peak: await peakOf(pid) };
}
