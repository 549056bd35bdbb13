import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { NewCall } from '../calls/call.js';
import { callOf } from './kept-call.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * The calls of a journal, each as it was last written, in the order of their creation; no file is no calls. What cannot
 * be read, such as the half-written last line of a process that was killed, is left out and told as the fault.
 */
export function readJournal(path: string): { calls: NewCall[]; fault: string | null } {
  const calls = new Map<string, NewCall>();
  let unreadable = 0;
  try {
    for (const line of linesOf(path)) {
      const call = callOf(line);
      if (call) calls.set(call.sid, call);
      else unreadable += 1;
    }
  } catch (error) {
    return { calls: [...calls.values()], fault: String(error) };
  }
  return { calls: [...calls.values()], fault: unreadable > 0 ? `${unreadable} unreadable lines` : null };
}

/** The lines of a file, read piece by piece: whole it may be larger than the memory that the simulator has. */
function* linesOf(path: string): Generator<string> {
  const file = openIfThere(path);
  if (file === null) return;
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
