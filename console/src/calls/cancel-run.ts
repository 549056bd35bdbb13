import type { CancelIds } from './cancel-ids.js';
import { type CancelProgress, cancelMany } from './cancel-many.js';
import type { Sleep } from './patience.js';

interface CancelSource {
  readIds: (signal: AbortSignal) => Promise<CancelIds>;
  cancel: (id: string) => Promise<unknown>;
  sleep: Sleep;
}

export interface CancelState {
  /** What is canceled at the person's word; null until it is read. */
  found: CancelIds | null;
  /** How far it is; null until it was begun. */
  progress: CancelProgress | null;
  isOver: boolean;
  isStopped: boolean;
  error: unknown;
}

export const UNREAD: CancelState = {
  found: null,
  progress: null,
  isOver: false,
  isStopped: false,
  error: null,
};

/** Reads which calls there are to cancel, and cancels exactly those. */
export class CancelRun {
  private state = UNREAD;
  private end = new AbortController();

  constructor(
    private readonly source: CancelSource,
    private readonly show: (state: CancelState) => void,
  ) {}

  async read(): Promise<void> {
    const signal = this.anew();
    this.set(UNREAD);
    try {
      const found = await this.source.readIds(signal);
      if (!signal.aborted) this.set({ found });
    } catch (error) {
      if (!signal.aborted) this.set({ error });
    }
  }

  async start(): Promise<void> {
    const { found, progress: before, isOver } = this.state;
    if (!found || (before && !isOver)) return;
    const signal = this.anew();
    const { cancel, sleep } = this.source;
    const none = { done: 0, canceled: 0, failed: [], isWaiting: false };
    this.set({ progress: none, isOver: false, isStopped: false });
    const progress = await cancelMany({
      ids: found.ids,
      cancel,
      signal,
      sleep: (ms) => sleep(ms, signal),
      onProgress: (now) => this.set({ progress: now }),
    });
    this.set({ progress, isOver: true });
  }

  /** What Atlas was already asked to cancel is still waited for, to be told. */
  stop(): void {
    this.end.abort();
    const { progress, isOver } = this.state;
    if (progress && !isOver) this.set({ isStopped: true });
  }

  /** What was begun before is over; what begins now can be stopped by itself. */
  private anew(): AbortSignal {
    this.end.abort();
    this.end = new AbortController();
    return this.end.signal;
  }

  private set(changes: Partial<CancelState>): void {
    this.state = { ...this.state, ...changes };
    this.show(this.state);
  }
}
