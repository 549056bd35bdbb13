import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A client that takes nothing for so long has gone away. */
const CLIENT_STALLS_MS = 60_000;
/** How a stream ends whose client has left. */
const LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);

const hasLeft = (error: unknown): boolean => LEFT.has(String((error as NodeJS.ErrnoException).code));

async function* after<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/**
 * Sends a body part by part, as fast as the client takes it: one part is on its way, and one is made. What fails before
 * the first part can be answered as any failure; what fails later cuts the connection, for an end would say that this was all.
 * Between two parts it is seen whether the client is still there.
 */
export const sendParts = async (
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  parts: AsyncGenerator<string>,
): Promise<void> => {
  const isHead = response.req.method === 'HEAD';
  try {
    const first = isHead ? null : await parts.next();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!first) return void response.end();
    // A database that takes its time is no client that stalls.
    response.setTimeout(CLIENT_STALLS_MS, () => void (response.writableNeedDrain && response.destroy()));
    await pipeline(Readable.from(after(first, parts)), response);
  } catch (error) {
    if (!hasLeft(error)) throw error;
  } finally {
    await parts.return(undefined);
  }
};
