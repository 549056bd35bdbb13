import { randomUUID } from 'node:crypto';
import type { ContentStore } from '../storage/content-store.js';
import { fail, type Finding, ok } from './finding.js';

const WHAT = 'Recordings';
const LIMIT_MS = 15_000;
const FIX =
  'Check RECORDINGS_S3_BUCKET, its region, its endpoint and path style, and that the key may read, write, delete and list unfinished uploads.';

async function* few(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('written by the doctor, and deleted at once');
}

/** Whether the store of recordings takes what is put there, gives it back and deletes it; none where there is no such store. */
export const storeFindings = async (open: (() => Promise<ContentStore>) | undefined): Promise<Finding[]> => {
  if (!open) return [];
  const [key, signal] = [`atlas-doctor-${randomUUID()}`, AbortSignal.timeout(LIMIT_MS)];
  try {
    const store = await open();
    await store.put(key, few(), 'text/plain', signal);
    for await (const _chunk of await store.open(key, signal)) signal.throwIfAborted();
    await store.remove(key);
    return [ok(WHAT, 'their store takes, gives and deletes')];
  } catch (error) {
    const { name, message } = error as Error;
    return [fail(WHAT, `their store cannot be used (${name}: ${message})`, FIX)];
  }
};
