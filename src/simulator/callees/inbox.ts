import type { Line } from '../calls/line.js';

/** Something that a person did on the called side. */
export type Command =
  | { command: 'answer' }
  | { command: 'reject' }
  /** Is about to speak: silence until then ends nothing. */
  | { command: 'start_speaking' }
  | { command: 'say'; text: string }
  /** What the person's microphone heard, and what was said in it, where somebody wrote that down. */
  | { command: 'sound'; pcm: Buffer; text: string }
  | { command: 'press'; keys: string };

/** What may be done ahead of the call. */
const MAX_COMMANDS = 100;

/** Keeps commands until the call is ready for them, as a telephone keeps what is typed ahead. */
export class Inbox {
  private readonly commands: Command[] = [];
  private bell = new AbortController();

  /** False when too much waits already. */
  put(command: Command): boolean {
    if (this.commands.length >= MAX_COMMANDS) return false;
    this.commands.push(command);
    this.bell.abort();
    return true;
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
