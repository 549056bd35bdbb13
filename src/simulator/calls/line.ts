import { tell, type Call, type StoryLine } from './call.js';
import type { Endpoint } from './call-request.js';
import type { FinalStatus } from './call-status.js';

/** How and why a call ended. */
export interface Ending {
  status: FinalStatus;
  sipCode: number | null;
  by: 'script' | 'callee' | 'network' | 'api' | 'time limit' | 'error' | 'simulator';
  reason: string;
}

/** Thrown out of any wait on a line that has ended. */
export class CallOver extends Error {
  constructor(readonly ending: Ending) {
    super(ending.reason);
  }
}

/** Thrown out of a wait when the REST API sends the call to another document. */
export class CallDiverted extends Error {
  constructor(readonly to: Endpoint | { twiml: string }) {
    super('The call was sent to another document');
  }
}

/** Hears what is told of a line, and its end. */
export interface LineListener {
  told(line: StoryLine): void;
  ended(): void;
}

/** The live side of a call: what waits on it wakes up when it ends, is sent elsewhere, or reaches its limit. */
export class Line {
  private waker = new AbortController();
  private ending: Ending | undefined;
  private diversion: Endpoint | { twiml: string } | undefined;
  private hands = new AbortController();
  private awaited: string | null = null;
  private readonly limits: { at: number; ending: Ending }[] = [];
  private readonly listeners: LineListener[] = [];

  constructor(readonly call: Call) {}

  /** What the script listens for, such as `keys`; null while it speaks. */
  get awaits(): string | null {
    return this.awaited;
  }

  listensFor(what: string | null): void {
    this.awaited = what;
    this.call.changed();
  }

  /** Aborted when a person takes over from the settings. */
  get takeover(): AbortSignal {
    return this.hands.signal;
  }

  /** Who plays the callee has changed. */
  handOver(isToPerson: boolean): void {
    if (isToPerson) this.hands.abort();
    else if (this.hands.signal.aborted) this.hands = new AbortController();
  }

  listen(listener: LineListener): void {
    this.listeners.push(listener);
  }

  unlisten(listener: LineListener): void {
    const at = this.listeners.indexOf(listener);
    if (at >= 0) this.listeners.splice(at, 1);
  }

  /** Writes down what happens on the line, and tells those who listen. */
  tell(what: StoryLine['what'], text: string, seconds?: number): void {
    const told = tell(this.call, what, text, seconds);
    for (const listener of this.listeners) listener.told(told);
  }

  /** Tells those who listen that the call is over. */
  close(): void {
    for (const listener of this.listeners.splice(0)) listener.ended();
  }

  /** Ends the line at a moment of the call's clock, unless it ends before. */
  limit(afterMs: number, ending: Ending): void {
    this.limits.push({ at: this.call.clock.now().getTime() + afterMs, ending });
    this.limits.sort((a, b) => a.at - b.at);
  }

  /** Ends the line now. The first ending stays. */
  cut(ending: Ending): void {
    this.ending ??= ending;
    this.waker.abort();
  }

  divert(to: Endpoint | { twiml: string }): void {
    this.diversion = to;
    this.waker.abort();
  }

  /** Lets simulated milliseconds pass, or fewer when `bell` rings. Throws CallOver or CallDiverted when the line ends. */
  async wait(ms: number, bell?: AbortSignal): Promise<void> {
    this.check();
    const first = this.limits[0];
    const left = first ? first.at - this.call.clock.now().getTime() : Infinity;
    const { signal } = this.waker;
    await this.call.clock.sleep(Math.min(ms, left), bell ? AbortSignal.any([signal, bell]) : signal);
    this.check();
  }

  /** Waits for something real, such as a web server's answer. */
  async spend<T>(work: Promise<T>): Promise<T> {
    const result = await this.call.clock.spend(work);
    this.check();
    return result;
  }

  /** Throws when the line is over or diverted. */
  check(): void {
    const first = this.limits[0];
    if (first && first.at <= this.call.clock.now().getTime()) this.ending ??= first.ending;
    if (this.ending) throw new CallOver(this.ending);
    if (!this.diversion) return;
    const to = this.diversion;
    this.diversion = undefined;
    this.waker = new AbortController();
    throw new CallDiverted(to);
  }
}
