import type { Line } from '../calls/line.js';

/** Something that a person did on the called side. */
export type Command =
  | { command: 'answer' }
  | { command: 'reject' }
  | { command: 'say'; text: string }
  | { command: 'press'; keys: string };

/** Keeps commands until the call is ready for them, as a telephone keeps what is typed ahead. */
export class Inbox {
  private readonly commands: Command[] = [];
  private bell = new AbortController();

  put(command: Command): void {
    this.commands.push(command);
    this.bell.abort();
  }

  /** The next command, or undefined when none comes within this simulated time. Throws when the line ends. */
  async next(line: Line, timeoutMs: number): Promise<Command | undefined> {
    if (this.commands.length === 0) {
      this.bell = new AbortController();
      await line.wait(timeoutMs, this.bell.signal);
    }
    return this.commands.shift();
  }
}
