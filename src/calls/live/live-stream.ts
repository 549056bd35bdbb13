import type { ServerResponse } from 'node:http';
import { toChangeCursor } from './change-cursor.js';
import type { ChangeMark, LiveListener } from './change-mark.js';

/** A reader that is slower than the changes is told of so many calls at most, then that it is to read all anew. */
const MOST_WAITING = 5_000;
/** Beats in a row at which nothing more could be sent: then nobody reads. */
const MOST_STUCK_BEATS = 2;
/** How soon a browser comes again, in milliseconds. */
const RETRY_MS = 2_000;

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

const eventText = (event: string, cursor: number, data: object): string =>
  `event: ${event}\nid: ${toChangeCursor(cursor)}\ndata: ${JSON.stringify(data)}\n\n`;

/** One connection that is told of changes; of a call that changes while the reader is slow, its last version alone. */
export class LiveStream implements LiveListener {
  private readonly waiting = new Map<string, ChangeMark>();
  private resetTo?: number;
  private isOpen = false;
  private isStuck = false;
  private stuckBeats = 0;

  constructor(private readonly response: ServerResponse) {
    response.on('drain', () => {
      this.isStuck = false;
      this.flush();
    });
  }

  /** Sends the head. What was taken before follows. */
  open(cursor: number): void {
    this.response.writeHead(200, HEADERS);
    this.isOpen = true;
    this.write(`retry: ${RETRY_MS}\n\n${eventText('ready', cursor, {})}`);
    this.flush();
  }

  take(marks: ChangeMark[]): void {
    for (const mark of marks) {
      const { version = 0 } = this.waiting.get(mark.id) ?? {};
      if (version > mark.version) continue;
      // To its end: events go out by the time of what they tell.
      this.waiting.delete(mark.id);
      this.waiting.set(mark.id, mark);
    }
    const last = marks.at(-1);
    if (this.waiting.size > MOST_WAITING && last) this.reset(last.changedAt.getTime());
    this.flush();
  }

  reset(cursor: number): void {
    this.waiting.clear();
    this.resetTo = cursor;
    this.flush();
  }

  /** Keeps the connection in use; ends it where nobody reads. One that has no head yet is left to whoever opens it. */
  beat(): void {
    if (!this.isOpen) return;
    this.stuckBeats = this.isStuck ? this.stuckBeats + 1 : 0;
    if (this.stuckBeats >= MOST_STUCK_BEATS) this.response.destroy();
    else if (!this.isStuck) this.write(': still here\n\n');
  }

  end(): void {
    if (!this.isOpen) return;
    this.response.end();
    // Who does not read keeps no connection open.
    if (this.isStuck) this.response.destroy();
  }

  private flush(): void {
    if (!this.isOpen || this.isStuck) return;
    const parts = this.resetTo === undefined ? [] : [eventText('reset', this.resetTo, {})];
    delete this.resetTo;
    // What was missed comes in beside what is new: a reader that is cut off in between goes on from the older.
    const marks = [...this.waiting.values()].sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime());
    for (const { id, version, changedAt } of marks)
      parts.push(eventText('call', changedAt.getTime(), { id, version }));
    this.waiting.clear();
    if (parts.length > 0) this.write(parts.join(''));
  }

  private write(text: string): void {
    if (this.response.writable) this.isStuck = !this.response.write(text);
  }
}
