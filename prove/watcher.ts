import { type AtlasClient, inTurn } from './atlas-client.js';
import type { Reading } from './evidence.js';
import { pause } from './pause.js';

const READERS = 2;
const BETWEEN_READINGS_MS = 40;
/** A call and its late callbacks are over by then. */
const WATCHED_FOR_MS = 12_000;

interface Watched {
  callId: string;
  until: number;
}

/** Looks at the newest calls in passing, now at one instance and now at the other. */
export class Watcher {
  readonly readings: Reading[] = [];
  private readonly stopping = new AbortController();
  private readonly watched: Watched[] = [];
  private turn = 0;

  constructor(private readonly clients: AtlasClient[]) {}

  /** Hears of a call that was placed. */
  hear(callId: string): void {
    this.watched.push({ callId, until: Date.now() + WATCHED_FOR_MS });
  }

  stop(): void {
    this.stopping.abort();
  }

  /** Resolves when it was stopped. */
  async watch(signal: AbortSignal): Promise<void> {
    const end = AbortSignal.any([signal, this.stopping.signal]);
    await Promise.all(Array.from({ length: READERS }, () => this.readUntil(end)));
  }

  private async readUntil(end: AbortSignal): Promise<void> {
    for (; !end.aborted; await pause(BETWEEN_READINGS_MS, end)) {
      const next = this.next();
      if (!next) continue;
      this.watched.push(next);
      await this.read(next.callId);
    }
  }

  private next(): Watched | undefined {
    let next = this.watched.shift();
    while (next && next.until < Date.now()) next = this.watched.shift();
    return next;
  }

  private async read(callId: string): Promise<void> {
    this.turn += 1;
    const at = Date.now();
    // An instance that was just killed says nothing.
    const call = await inTurn(this.clients, this.turn)
      .getCall(callId)
      .catch(() => null);
    if (call) this.readings.push({ callId, at, status: call.status });
  }
}
