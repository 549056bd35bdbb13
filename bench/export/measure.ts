import type { RunningPeer } from '../http/peers.js';
import { peakOf, residentOf } from '../servers/process-use.js';

/** What an export gave, and what it cost. */
export interface Exported {
  rows: number;
  bytes: number;
  seconds: number;
  firstByteMs: number;
  /** Bytes of memory that Atlas held before it, at most in its first and in its second half, and at most since it was started. */
  resident: number;
  firstHalf: number;
  secondHalf: number;
  peak: number;
}

const LINE_END = 0x0a;
const LOOKS = 40;
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

/** Reads all calls, of which there are so many, and keeps none. Throws where the connection is cut. */
export async function measureExport(
  { url, pid }: RunningPeer,
  key: string,
  { calls, format }: { calls: number; format: 'csv' | 'ndjson' },
): Promise<Exported> {
  await untilListed(url, key);
  const resident = await residentOf(pid);
  const begun = performance.now();
  const answer = await fetch(`${url}/calls.${format}`, { headers: { 'X-API-Key': key } });
  if (!answer.ok || !answer.body) throw new Error(`The export was answered with ${answer.status}`);
  const held: number[] = [];
  let [lines, bytes, firstByteMs] = [0, 0, 0];
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    firstByteMs ||= performance.now() - begun;
    lines += linesIn(chunk);
    bytes += chunk.length;
    if (lines >= (held.length * calls) / LOOKS) held.push(await residentOf(pid));
  }
  const seconds = (performance.now() - begun) / 1_000;
  const rows = format === 'csv' ? lines - 1 : lines;
  const [firstHalf = 0, secondHalf = 0] = [held.slice(0, LOOKS / 2), held.slice(LOOKS / 2)].map((half) =>
    Math.max(0, ...half),
  );
  return { rows, bytes, seconds, firstByteMs, resident, firstHalf, secondHalf, peak: await peakOf(pid) };
}
