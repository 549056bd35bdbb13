import { closeSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Call } from '../calls/call.js';
import { isFinal } from '../calls/call-status.js';
import { lineOf } from './kept-call.js';

/** Ended calls that outlive a restart; older ones are dropped when the journal is written anew. */
const KEPT_ENDED_CALLS = 1000;
/** A journal grows to this, or to three times what it holds, before it is written anew. */
const LEAST_BYTES = 8 * 1024 * 1024;
const GROWTH = 3;
/** How long changes are gathered before they are written: a killed process loses at most these. */
const GATHERING_MS = 100;

/**
 * Keeps calls in a file: a line for each change of a call, which holds the whole call, so that its last line counts.
 * What was written is safe from the end of the process. Only the simulator that has the port may have its journal.
 */
export class CallJournal {
  private readonly marked = new Set<Call>();
  private file: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private bytes = 0;
  private mostBytes = 0;

  /** `calls` are those that it holds, oldest first. A file that cannot be written is told to `log`, once. */
  constructor(
    private readonly path: string,
    private readonly calls: () => readonly Call[],
    private readonly log: (line: string) => void,
  ) {
    this.rewrite();
  }

  /** Writes a call down at once. */
  write(call: Call): void {
    const { file } = this;
    if (file === null) return;
    this.marked.delete(call);
    this.attempt(() => this.append(file, call));
    if (this.bytes > this.mostBytes) this.rewrite();
  }

  /** Writes a call down soon, with what else changes until then. */
  mark(call: Call): void {
    if (this.file === null) return;
    this.marked.add(call);
    this.timer ??= setTimeout(() => this.flush(), GATHERING_MS).unref();
  }

  /** Begins anew with the calls that there are now, in a new file that takes the place of the old one when it is whole. */
  rewrite(): void {
    this.attempt(() => {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      const file = openSync(`${this.path}.new`, 'w', 0o600);
      this.release();
      this.file = file;
      this.bytes = 0;
      for (const call of this.kept()) this.append(file, call);
      renameSync(`${this.path}.new`, this.path);
      this.mostBytes = Math.max(LEAST_BYTES, GROWTH * this.bytes);
    });
  }

  /** Writes what is still to be written; later changes are not kept. */
  close(): void {
    this.flush();
    this.release();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const call of this.marked) this.write(call);
  }

  private append(file: number, call: Call): void {
    const line = Buffer.from(`${lineOf(call)}\n`);
    writeFileSync(file, line);
    this.bytes += line.length;
  }

  private kept(): Call[] {
    const calls = this.calls();
    let excess = calls.filter(({ status }) => isFinal(status)).length - KEPT_ENDED_CALLS;
    return calls.filter(({ status }) => !isFinal(status) || (excess -= 1) < 0);
  }

  /** A full disk ends the keeping of calls, not the calls. */
  private attempt(writing: () => void): void {
    try {
      writing();
    } catch (error) {
      this.release();
      this.log(`The simulator does not keep its calls any more: ${String(error)}`);
    }
  }

  private release(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }
}
